// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import type { CloudDocumentStore } from '@sanyam/store';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Plan } from '../admission/admission';
import type { Visit } from '../admission/visit';
import type { Caller } from '../identity/caller';
import type { OperationId } from '../operation-ids';

/** The variables of a request that middleware and handlers share. */
interface RequestVariables {
    requestId: string;
    /** Adds the request id to each line. */
    log: Logger;
    /** Undefined when no operation answers. */
    operation: OperationId | undefined;
    /** Set by the middleware that admits the request. */
    caller: Caller | undefined;
    /** The caller's plan, if it was read. Requests that only read do not read it. */
    plan: Plan | undefined;
    /** What the request takes of the things that all share. Set with the credentials. */
    visit: Visit | undefined;
    /** Returns whether the credentials of the request are still valid. An answer can take longer than a token lives. */
    verifyAgain: () => Promise<boolean>;
    /** The caller's documents. Set by the middleware that admits the request. */
    store: CloudDocumentStore;
}

/** The type parameter of the Hono app. */
export interface GatewayEnvironment {
    /** Node's request and answer. */
    Bindings: HttpBindings;
    Variables: RequestVariables;
}

export type GatewayContext = Context<GatewayEnvironment>;
