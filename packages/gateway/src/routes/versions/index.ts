// SPDX-License-Identifier: MIT

import { type RouteGroup, withScope } from '../access';
import { listVersions } from './list-versions';
import { readVersion } from './read-version';
import { restoreVersion } from './restore-version';

export const versions: RouteGroup = {
    tag: 'Versions',
    routes: [...withScope('versions:read', listVersions, readVersion), ...withScope('documents:write', restoreVersion)]
};
