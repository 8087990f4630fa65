// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { IncomingMessage, RequestListener } from 'node:http';
import { refuse } from './broken-request';

/** The host of a request that names none, as HTTP/1.0 allows. Health checks of load balancers send such requests. */
const NO_HOST = 'localhost';

/** Returns a listener that refuses requests with a head that Node accepts, but HTTP does not. */
export function checkHead(listener: RequestListener): RequestListener {
    return (request, response) => {
        const problem = problemOf(request);
        if (problem !== undefined) {
            refuse(problem, response);
            return;
        }
        if (request.httpVersion === '1.0') {
            request.headers.host ??= NO_HOST;
        }
        listener(request, response);
    };
}

function problemOf({ rawHeaders, headers }: IncomingMessage): CloudError | undefined {
    // Node keeps the first one. A proxy may have judged the other one (RFC 9112, 3.2).
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    if (hosts.length > 1) {
        return new CloudError('MALFORMED_REQUEST', 'Send one Host header.');
    }
    const [last, ...others] = (headers['transfer-encoding'] ?? 'chunked').toLowerCase().split(',').reverse();
    // Node takes the chunks apart, and would hand the compressed bytes on as the body (RFC 9112, 6.1). Its parser refuses
    // a body that does not end with chunks.
    return last?.trim() === 'chunked' && others.length > 0
        ? new CloudError('TRANSFER_ENCODING_NOT_SUPPORTED')
        : undefined;
}
