// SPDX-License-Identifier: MIT

import { injectable } from '@theia/core/shared/inversify';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Sets the security headers of every answer. */
@injectable()
export class SecurityHeaders {
    apply(_request: IncomingMessage, response: ServerResponse): void {
        response.setHeader('X-Content-Type-Options', 'nosniff');
    }
}
