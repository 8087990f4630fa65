// SPDX-License-Identifier: MIT

import { build } from './set-up/build.mjs';
import { main } from './set-up/progress.mjs';

await main(build);
