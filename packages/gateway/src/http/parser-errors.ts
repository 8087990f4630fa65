// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

const malformed = (message: string) => new CloudError('MALFORMED_REQUEST', message);

const FIRST_LINE = malformed(
    'The first line is invalid. Send a method, an address and HTTP/1.1, such as “GET /healthz HTTP/1.1”.'
);
const HEADER = malformed(
    'A header is invalid. Write each in one line that ends with CR and LF, without spaces in its name or control characters.'
);
const LENGTH = malformed(
    'Content-Length is invalid. Send it once, as a number of bytes, and without Transfer-Encoding.'
);
const CHUNK = malformed(
    'A chunk of the body is invalid. Send its size in hexadecimal, CR and LF, its bytes, and CR and LF.'
);
const VERSION = new CloudError('HTTP_VERSION_NOT_SUPPORTED');

/** The meaning of the errors of Node and of its parser, llhttp. */
const MEANINGS = new Map([
    ['HPE_HEADER_OVERFLOW', new CloudError('HEADERS_TOO_LARGE')],
    ['ERR_HTTP_REQUEST_TIMEOUT', new CloudError('REQUEST_TIMEOUT')],
    [
        'HPE_CHUNK_EXTENSIONS_OVERFLOW',
        malformed('The extensions of a chunk are too long. Send chunks without extensions.')
    ],
    ['HPE_INVALID_METHOD', FIRST_LINE],
    ['HPE_INVALID_CONSTANT', FIRST_LINE],
    ['HPE_INVALID_VERSION', FIRST_LINE],
    ['HPE_PAUSED_H2_UPGRADE', VERSION],
    [
        'HPE_INVALID_URL',
        malformed('The address is invalid. Begin it with “/”, and escape spaces and characters that are not ASCII.')
    ],
    ['HPE_INVALID_HEADER_TOKEN', HEADER],
    ['HPE_LF_EXPECTED', HEADER],
    ['HPE_CR_EXPECTED', HEADER],
    ['HPE_INVALID_CONTENT_LENGTH', LENGTH],
    ['HPE_UNEXPECTED_CONTENT_LENGTH', LENGTH],
    [
        'HPE_INVALID_TRANSFER_ENCODING',
        malformed('Transfer-Encoding is invalid. Send “chunked” once, and no Content-Length.')
    ],
    ['HPE_INVALID_CHUNK_SIZE', CHUNK],
    ['HPE_STRICT', CHUNK],
    ['HPE_INVALID_EOF_STATE', malformed('The request ended too early. Send all of it.')]
]);

/** How the parser calls a version that does not exist. It has the same code for a version without the end of its line. */
const UNKNOWN_VERSION = /Invalid HTTP version/;

/** Returns the error for a request that Node cannot read. */
export function meaningOf({ code = '', message }: NodeJS.ErrnoException): CloudError {
    return UNKNOWN_VERSION.test(message) ? VERSION : (MEANINGS.get(code) ?? new CloudError('MALFORMED_REQUEST'));
}
