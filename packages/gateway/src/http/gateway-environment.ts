// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import type { CloudDocumentStore } from '@sanyam/store';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Plan } from '../admission/admission';
import type { Caller } from '../identity/caller';
import type { OperationId } from '../operations';

/** What a request carries from one middleware to the next. */
export interface GatewayEnvironment {
    /** The request and the answer as Node has them. */
    Bindings: HttpBindings;
    Variables: {
        requestId: string;
        /** Adds the request's id to each line. */
        log: Logger;
        /** Not set where no operation answers. */
        operation: OperationId | undefined;
        /** Set behind the middleware that authenticates. */
        caller: Caller | undefined;
        /** The plan that holds for the caller, where it was read: for all that does not only read. */
        plan: Plan | undefined;
        /** The caller's documents; behind the middleware that authenticates. */
        store: CloudDocumentStore;
    };
}

export type GatewayContext = Context<GatewayEnvironment>;
