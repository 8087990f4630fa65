// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { listFolders } from './list-folders';
import { moveFolder } from './move-folder';

export const folders: RouteGroup = { tag: 'Folders', operations: [listFolders, moveFolder] };
