// SPDX-License-Identifier: MIT

import type { DocumentStore } from '@sanyam/store';
import { CloudError } from '@sanyam/types';

/** Replaces the cloud's store when no cloud is configured, so that opening a `sanyam://` address says why it fails. */
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

    private async refuse(): Promise<never> {
        throw new CloudError(
            'CLOUD_NOT_CONFIGURED',
            'No cloud is configured. Ask your administrator to set SUPABASE_URL and SUPABASE_ANON_KEY.'
        );
    }
}
