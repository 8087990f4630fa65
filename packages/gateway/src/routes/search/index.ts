// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { searchDocuments } from './search-documents';

export const search: RouteGroup = { tag: 'Search', operations: [searchDocuments] };
