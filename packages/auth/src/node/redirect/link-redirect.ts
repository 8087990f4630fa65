// SPDX-License-Identifier: MIT

import { linkAddress } from '../../common/desktop/link-address';
import { PendingReturn } from './pending-return';

/** Takes the return of a sign-in by a link of the application, where no port can be had (RFC 8252, section 7.1). */
export class LinkRedirect {
    private readonly pending: PendingReturn;

    /** @param patience milliseconds to wait for the return */
    constructor(patience?: number) {
        this.pending = new PendingReturn(patience);
    }

    /** The address for the provider. */
    get address(): string {
        return this.pending.addressOf(linkAddress('provider'));
    }

    /** The query of the return; `undefined` if it did not come in time, or is not waited for any more. */
    get query(): Promise<string | undefined> {
        return this.pending.query;
    }

    /** Takes a link with the state of this attempt. Returns whether it was taken. */
    take(link: URL): boolean {
        return this.pending.take(link);
    }

    /** Waits no longer. */
    end(): void {
        this.pending.end();
    }
}
