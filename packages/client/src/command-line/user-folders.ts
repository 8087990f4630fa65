// SPDX-License-Identifier: MIT

import envPaths from 'env-paths';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where this command keeps files of the user. */
export interface UserFolders {
    readonly config: string;
    readonly data: string;
}

/**
 * Returns the folders of the user on this system. XDG_CONFIG_HOME and XDG_DATA_HOME count only if they are absolute, as
 * the XDG Base Directory Specification says: a relative one would be another folder in each folder.
 */
export function userFolders(): UserFolders {
    const { config, data } = envPaths('sanyam', { suffix: '' });
    return {
        config: isAbsolute(config) ? config : join(homedir(), '.config', 'sanyam'),
        data: isAbsolute(data) ? data : join(homedir(), '.local', 'share', 'sanyam')
    };
}
