// SPDX-License-Identifier: MIT

import { PAGE } from './test-data.mjs';

/**
 * The operations to measure. `kind`: the document that each client needs. `part`: the name for the option --only.
 * `clients`: the numbers of clients, if not all.
 */
export const OPERATIONS = [
    { name: 'nothing', part: 'nothing', title: 'An empty route' },
    { name: 'read-2', part: 'read', title: 'Read 2 KB', call: 'read', kind: 'read-2' },
    { name: 'read-20', part: 'read', title: 'Read 20 KB', call: 'read', kind: 'read-20' },
    { name: 'save-20', part: 'save', title: 'Save 20 KB', call: 'save', kind: 'save-20' },
    { name: 'save-1000', part: 'save', title: 'Save 1 MB', call: 'save', kind: 'save-1000', clients: [1, 16] },
    { name: 'list', part: 'list', title: `List of ${PAGE}`, call: 'list' },
    { name: 'history', part: 'history', title: `History of ${PAGE}`, call: 'history', kind: 'history' }
];

/**
 * Returns the request to the gateway for a call.
 *
 * @param call { name, document, size, version, body }: `size` of a page, if not the default; `version` and `body` of a
 * save
 */
export function gatewayRequest({ name, document, size, version, body }, token) {
    const headers = { authorization: `Bearer ${token}` };
    const page = size === undefined ? '' : `?limit=${size}`;
    switch (name) {
        case 'read':
            return { method: 'GET', path: `/api/v1/documents/${document}`, headers };
        case 'list':
            return { method: 'GET', path: `/api/v1/documents${page}`, headers };
        case 'history':
            return { method: 'GET', path: `/api/v1/documents/${document}/versions${page}`, headers };
        case 'save':
            return {
                method: 'PUT',
                path: `/api/v1/documents/${document}`,
                headers: { ...headers, 'content-type': 'application/json', 'if-match': `"${version}"` },
                body
            };
        default:
            throw new TypeError(`There is no call ${name}.`);
    }
}

/** Returns the request to the bare server, which trusts the user id in the path. */
export function rawRequest({ name, document, version, body }, user) {
    const path = `/${name}/${user}/${document ?? user}`;
    return name === 'save'
        ? { method: 'PUT', path, headers: { 'content-type': 'application/json', 'if-match': `"${version}"` }, body }
        : { method: 'GET', path, headers: {} };
}

/** Returns the database function and its arguments for a call with supabase-js. */
export function functionCall({ name, document, size, version, content }) {
    const page = size === undefined ? {} : { page_size: size };
    switch (name) {
        case 'read':
            return ['read_document', { document_id: document }];
        case 'list':
            return ['list_documents', page];
        case 'history':
            return ['list_versions', { document_id: document, ...page }];
        case 'save':
            return ['save_document', { document_id: document, origin: 'save', content, base_version: version }];
        default:
            throw new TypeError(`There is no call ${name}.`);
    }
}
