// SPDX-License-Identifier: MIT

import { DEFAULT_DATA_FOLDER } from '../command-line.js';
import { shellWord } from './shell-word.js';

/** Returns the command that moves the data in this folder aside. */
export function startOverCommand(dataFolder: string | undefined): string {
    if (dataFolder === undefined || dataFolder === DEFAULT_DATA_FOLDER) {
        return 'npm start -- --start-over';
    }
    return `npm run cloud -- --data ${shellWord(dataFolder)} --start-over`;
}
