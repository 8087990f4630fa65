// SPDX-License-Identifier: MIT

import { forEveryone, type RouteGroup } from '../access';
import { readDocumentation } from './read-documentation';
import { type MakeContract, readContract } from './read-contract';

export function contract(makeContract: MakeContract): RouteGroup {
    return { tag: 'Contract', routes: forEveryone(readContract(makeContract), readDocumentation) };
}
