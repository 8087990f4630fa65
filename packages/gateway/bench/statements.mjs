// SPDX-License-Identifier: MIT

import { createRequire } from 'node:module';
import { gatewayRequest } from './operations.mjs';
import { idOfHeld, idOfUser, PAGE } from './test-data.mjs';

const require = createRequire(import.meta.url);

const CONTENT = 'Text of the recorded save.';

/**
 * Records the statements that the gateway sends for each call, so that other ways send the same. Values that depend on
 * the call become places: each value is { place } or { constant }. The places are `caller`, `document`, `content`,
 * `version` and `claims`, the claims of the caller as JSON.
 *
 * @param environment the environment of a gateway with direct connections
 * @param token a session of the first client
 * @param version the version of the document that this client saves
 * @returns lists of { text, values } by the name of the call
 */
export async function recordStatements(environment, token, version) {
    const { readGatewayConfiguration } = require('../lib/configuration/gateway-configuration.js');
    const { DirectDatabase } = require('../lib/database/direct-database.js');
    const { createLog } = require('../lib/observability/log.js');
    const { startGateway } = require('../lib/start-gateway.js');
    const query = DirectDatabase.prototype.query;
    let statements = [];
    DirectDatabase.prototype.query = function record(text, values = []) {
        statements.push({ text, values });
        return query.call(this, text, values);
    };
    const gateway = await startGateway(readGatewayConfiguration(environment), createLog({ write: () => undefined }));
    const recorded = {};
    let current = version;
    const kinds = { read: 'read-2', list: undefined, history: 'history', save: 'save-20' };
    for (const [name, kind] of Object.entries(kinds)) {
        const document = kind === undefined ? undefined : idOfHeld(1, kind);
        const call = { name, document, size: PAGE };
        const send = async text => {
            statements = [];
            const body = JSON.stringify({ content: text });
            const { path, ...request } = gatewayRequest({ ...call, version: current, body }, token);
            const answer = await fetch(gateway.url + path, request);
            if (answer.status !== 200) {
                throw new Error(`The gateway answers ${answer.status} to ${name}: ${await answer.text()}`);
            }
            return statements;
        };
        // The first request also reads what the gateway caches, such as the tiers.
        await send('Text of an earlier save.');
        current = name === 'save' ? version + 1 : version;
        const places = new Map([
            [idOfUser(1), 'caller'],
            [CONTENT, 'content'],
            ...(document === undefined ? [] : [[document, 'document']]),
            ...(name === 'save' ? [[current, 'version']] : [])
        ]);
        recorded[name] = (await send(CONTENT)).map(statement => withPlaces(statement, places));
    }
    await gateway.stop();
    DirectDatabase.prototype.query = query;
    return recorded;
}

function withPlaces({ text, values }, places) {
    return {
        text,
        values: values.map(value => {
            const place = places.get(value) ?? (isClaims(value) ? 'claims' : undefined);
            return place === undefined ? { constant: value } : { place };
        })
    };
}

function isClaims(value) {
    return typeof value === 'string' && value.startsWith('{') && JSON.parse(value).sub === idOfUser(1);
}

/** Returns the claims of a session as JSON. */
export function claimsFor(caller) {
    return JSON.stringify({ sub: caller, role: 'authenticated' });
}
