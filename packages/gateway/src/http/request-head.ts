// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { refuse } from './broken-request';

/** The host of a request that names none, as HTTP/1.0 allows. Health checks of load balancers send such requests. */
const NO_HOST = 'localhost';

/** The methods that some address of the API has. */
const METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';

/** Returns a listener that refuses requests with a head that Node accepts, but HTTP does not. */
export function checkHead(listener: RequestListener): RequestListener {
    return (request, response) => {
        const problem = problemOf(request);
        if (problem !== undefined) {
            refuse(problem, request, response);
            return;
        }
        if (request.method === 'OPTIONS' && request.url === '*') {
            // RFC 9110, 9.3.7: about the server, and no address of it.
            response.writeHead(204, { Allow: METHODS, 'X-Request-Id': randomUUID() });
            response.end();
            return;
        }
        if (request.httpVersion === '1.0') {
            request.headers.host ??= NO_HOST;
        }
        listener(request, response);
    };
}

function problemOf({ rawHeaders, headers, httpVersion }: IncomingMessage): CloudError | undefined {
    const isOld = httpVersion === '1.0';
    if (!isOld && httpVersion !== '1.1') {
        return new CloudError('HTTP_VERSION_NOT_SUPPORTED');
    }
    // Node keeps the first one. A proxy may have judged the other one (RFC 9112, 3.2).
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    if (hosts.length > 1 || (hosts.length === 0 && !isOld)) {
        return new CloudError('MALFORMED_REQUEST', 'Send one Host header.');
    }
    const { 'transfer-encoding': encoding } = headers;
    if (encoding === undefined) {
        return undefined;
    }
    if (isOld) {
        // A proxy that knows only HTTP/1.0 takes the chunks for something else (RFC 9112, 6.1).
        return new CloudError(
            'MALFORMED_REQUEST',
            'HTTP/1.0 has no Transfer-Encoding. Send the length of the body in Content-Length, or use HTTP/1.1.'
        );
    }
    // Node takes the chunks apart, and would hand the compressed bytes on as the body. Its parser refuses a body that does
    // not end with chunks. Empty elements of a list do not count (RFC 9110, 5.6.1.2).
    const encodings = encoding.split(',').filter(element => element.trim() !== '');
    return encodings.length > 1 ? new CloudError('TRANSFER_ENCODING_NOT_SUPPORTED') : undefined;
}
