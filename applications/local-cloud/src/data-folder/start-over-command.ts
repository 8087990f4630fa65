// SPDX-License-Identifier: MIT

import { DEFAULT_DATA_FOLDER } from '../command-line.js';

/** Returns the command that moves the data in this folder aside. */
export function startOverCommand(dataFolder: string | undefined): string {
    if (dataFolder === undefined || dataFolder === DEFAULT_DATA_FOLDER) {
        return 'npm start -- --start-over';
    }
    const folder = /^[\w./-]+$/.test(dataFolder) ? dataFolder : JSON.stringify(dataFolder);
    return `npm run cloud -- --data ${folder} --start-over`;
}
