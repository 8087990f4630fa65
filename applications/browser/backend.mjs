// SPDX-License-Identifier: MIT

import { prepareProcess } from '@sanyam/backend-guard/lib/node/process/prepare-process.js';

prepareProcess();
// Theia generates the rest of the backend. Not a static import, which would load it first.
void import('./src-gen/backend/main.js');
