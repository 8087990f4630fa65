// SPDX-License-Identifier: MIT

import type { CallOptions, DatabaseSession, FunctionArguments } from '@sanyam/store';
import { contradicts } from '../common/contradiction';
import type { LicenseValidator } from '../common/license-validator';

/** Calls the database as another session does, and reads the license again when a refusal contradicts it. */
export class LicenseCheckingSession implements DatabaseSession {
    private checking: Promise<void> | undefined;

    /** @param licenses returns the validator, which reads over this session, and so cannot exist before it */
    constructor(
        private readonly session: DatabaseSession,
        private readonly licenses: () => Pick<LicenseValidator, 'known' | 'refresh'>
    ) {}

    async call(functionName: string, functionArguments: FunctionArguments, options?: CallOptions): Promise<unknown> {
        try {
            return await this.session.call(functionName, functionArguments, options);
        } catch (error) {
            this.check(error);
            throw error;
        }
    }

    /** Reads once for many refusals at the same time. If it fails, the next refusal reads again. */
    private check(error: unknown): void {
        const licenses = this.licenses();
        if (licenses.known && contradicts(error, licenses.known)) {
            this.checking ??= licenses
                .refresh()
                .catch(() => undefined)
                .finally(() => (this.checking = undefined));
        }
    }
}
