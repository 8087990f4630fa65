// SPDX-License-Identifier: MIT

import { createClient } from '@supabase/supabase-js';
import { Connection } from './load.mjs';
import { functionCall, gatewayRequest, rawRequest } from './operations.mjs';

/** The ways to measure for every operation, in the order of the report. */
export const WAYS = {
    empty: 'empty Hono route',
    authenticated: 'the same, behind the authenticator',
    raw: 'raw: `pg` and bare Hono',
    session: 'gateway, session',
    key: 'gateway, API key',
    'hot-key': 'gateway, one API key for all',
    postgrest: 'gateway over PostgREST',
    supabase: 'supabase-js, no gateway',
    pgbench: 'pgbench, same statements',
    'pgbench-save': 'pgbench, the save alone'
};

/**
 * Returns a client for a way. Its `call` sends one request. For a save it resolves with the new version. It fails when
 * the answer is unexpected.
 *
 * @param world { servers, cloud, sessions, keys }
 * @param client the number of the client, starting at 1
 */
export function clientOf(way, world, client) {
    const { servers, sessions, keys } = world;
    const session = sessions[client - 1];
    switch (way) {
        case 'empty':
            return httpClient(servers.raw.url, () => ({ method: 'GET', path: '/empty', headers: {} }));
        case 'authenticated': {
            const headers = { authorization: `Bearer ${session}` };
            return httpClient(servers.raw.url, () => ({ method: 'GET', path: '/authenticated', headers }));
        }
        case 'raw':
            return httpClient(servers.raw.url, call => rawRequest(call, call.user));
        case 'session':
            return httpClient(servers.direct.url, call => gatewayRequest(call, session));
        case 'key':
            return httpClient(servers.direct.url, call => gatewayRequest(call, keys[client - 1]));
        case 'hot-key':
            return httpClient(servers.direct.url, call => gatewayRequest(call, keys[0]));
        case 'postgrest':
            return httpClient(servers.postgrest.url, call => gatewayRequest(call, session));
        case 'supabase':
            return supabaseClient(world.cloud, () => session);
        default:
            throw new TypeError(`Unknown way ${way}.`);
    }
}

/** Returns the process that answers, and the processes behind it. */
export function processesOf(way, { servers, cloud }) {
    const { postgres } = cloud;
    switch (way) {
        case 'empty':
        case 'authenticated':
            return { server: servers.raw.pid };
        case 'raw':
            return { server: servers.raw.pid, behind: [postgres] };
        case 'postgrest':
            return { server: servers.postgrest.pid, behind: [cloud.pid, postgres] };
        case 'supabase':
            return { server: cloud.pid, behind: [postgres] };
        default:
            return { server: servers.direct.pid, behind: [postgres] };
    }
}

/** @param requestOf returns the request for a call */
export function httpClient(origin, requestOf) {
    const connection = new Connection(origin);
    return {
        call: async call => {
            const answer = await connection.send(requestOf(call));
            if (answer.status !== 200) {
                throw new Error(`The status is ${answer.status} instead of 200: ${answer.text}`);
            }
            if (call !== undefined && answer.bytes < call.least) {
                throw new Error(`The answer to ${call.name} has only ${answer.bytes} of at least ${call.least} bytes.`);
            }
            return answer.etag === undefined ? undefined : Number(answer.etag.slice(1, -1));
        },
        close: () => connection.close()
    };
}

/** @param token returns the session token for the next call */
export function supabaseClient({ supabaseUrl, anonKey }, token) {
    const client = createClient(supabaseUrl, anonKey, { accessToken: () => Promise.resolve(token()) });
    return {
        call: async call => {
            const { data, error } = await client.rpc(...functionCall(call));
            if (error !== null) {
                throw new Error(`${call.name} over supabase-js: ${error.message}`);
            }
            return data.version;
        },
        close: () => Promise.resolve()
    };
}
