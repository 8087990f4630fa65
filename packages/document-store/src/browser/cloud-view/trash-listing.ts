// SPDX-License-Identifier: MIT

import { AuthSession, type CloudDocument, onDidChangeUser, CHECK_INTERVAL, VisibleInterval } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';

/** The documents in the user's trash: at most 1,000, because the database keeps no more. It loads while a view holds it. */
@injectable()
export class TrashListing implements Disposable {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private listed: readonly CloudDocument[] | undefined;
    private currentFailure: unknown;
    private generation = 0;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => void this.reload());
    private readonly toDispose = new DisposableCollection();
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        this.toDispose.pushAll([
            this.didChange,
            this.interval,
            this.service.onDidChange(({ kind }) => {
                if (kind !== 'changed' && this.interval.isHeld) {
                    void this.reload();
                }
            })
        ]);
        onDidChangeUser(this.session, () => {
            this.generation++;
            this.listed = undefined;
            this.currentFailure = undefined;
            this.didChange.fire();
            if (this.interval.isHeld) {
                void this.reload();
            }
        });
    }

    dispose(): void {
        this.toDispose.dispose();
    }

    /** The last change first; undefined until they are loaded. */
    get documents(): readonly CloudDocument[] | undefined {
        return this.listed;
    }

    /** The reason why the last load failed. */
    get failure(): unknown {
        return this.currentFailure;
    }

    /** Keeps the list up to date until the result is disposed. */
    hold(): Disposable {
        const held = this.interval.hold();
        void this.reload();
        return held;
    }

    /** Loads the list. Never rejects: a failure is in {@link failure}. */
    async reload(): Promise<void> {
        await this.session?.ready;
        if (this.session && !this.session.user) {
            return;
        }
        const generation = ++this.generation;
        try {
            const documents = await this.service.listAll({ state: 'trashed' });
            if (generation === this.generation) {
                this.listed = documents;
                this.currentFailure = undefined;
            }
        } catch (error) {
            if (generation === this.generation) {
                this.currentFailure = error;
            }
        }
        this.didChange.fire();
    }
}
