// SPDX-License-Identifier: MIT

import type { RouteGroup } from '../operation';
import { readDocumentation } from './read-documentation';
import { type MakeContract, readContract } from './read-contract';

export function contract(makeContract: MakeContract): RouteGroup {
    return { tag: 'Contract', operations: [readContract(makeContract), readDocumentation] };
}
