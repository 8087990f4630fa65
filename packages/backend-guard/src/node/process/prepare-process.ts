// SPDX-License-Identifier: MIT

import { orExit } from '@sanyam/types';
import { cleanEnvironment } from '../environment/clean-environment';
import { muteClosedOutputs } from './closed-output';

/**
 * Prepares the process of a backend. The application calls it before it loads Theia, which reads the environment while it
 * loads, logs, and starts processes. Exits with 1 if a setting is invalid.
 */
export function prepareProcess(): void {
    muteClosedOutputs();
    orExit(cleanEnvironment, code => process.exit(code));
}
