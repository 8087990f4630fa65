// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { DocumentStore } from './document-store';

/** Stands in where no cloud is configured, so that a `sanyam://` address that turns up all the same says why it is dead. */
export class LocalOnlyDocumentStore implements DocumentStore {
    create(): Promise<never> {
        return this.refuse();
    }

    read(): Promise<never> {
        return this.refuse();
    }

    save(): Promise<never> {
        return this.refuse();
    }

    list(): Promise<never> {
        return this.refuse();
    }

    trash(): Promise<never> {
        return this.refuse();
    }

    accountOverview(): Promise<never> {
        return this.refuse();
    }

    private async refuse(): Promise<never> {
        throw new CloudError(
            'CLOUD_NOT_CONFIGURED',
            'This Sanyam works without a cloud. Its operator can set SUPABASE_URL and SUPABASE_ANON_KEY.'
        );
    }
}
