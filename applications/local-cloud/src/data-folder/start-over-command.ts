// SPDX-License-Identifier: MIT

import { shellWord } from '@sanyam/types';
import { DEFAULT_DATA_FOLDER } from '../command-line.js';

/** Returns the command that moves the data in this folder aside. */
export function startOverCommand(dataFolder: string | undefined): string {
    if (dataFolder === undefined || dataFolder === DEFAULT_DATA_FOLDER) {
        return 'npm start -- --start-over';
    }
    return `npm run cloud -- --data ${shellWord(dataFolder, process.platform)} --start-over`;
}
