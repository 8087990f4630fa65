// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { listVersions } from './list-versions';
import { readVersion } from './read-version';
import { restoreVersion } from './restore-version';

export const versions: RouteGroup = {
    tag: 'Versions',
    operations: [listVersions, readVersion, restoreVersion]
};
