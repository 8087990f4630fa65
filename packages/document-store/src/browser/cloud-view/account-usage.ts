// SPDX-License-Identifier: MIT

import { AccountOverviewSource, AuthSession, type AccountOverview, onDidChangeUser } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudListing } from './cloud-listing';

/** Milliseconds in which several changes become one request. */
const DEBOUNCE = 300;

/** What the user's plan allows and what of it is used, while a view holds it. It asks again after each change. */
@injectable()
export class AccountUsage implements Disposable {
    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private last: AccountOverview | undefined;
    /** What the lists showed when they were last complete. */
    private listed: string | undefined;
    private holders = 0;
    /** The requests that were begun. */
    private begun = 0;
    /** The newest of them that was answered: no answer to an earlier one counts. */
    private answered = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private readonly toDispose = new DisposableCollection();
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        this.toDispose.pushAll([
            this.didChange,
            Disposable.create(() => clearTimeout(this.timer)),
            this.service.onDidChange(() => this.refresh()),
            this.listing.onDidChange(() => this.compare())
        ]);
        onDidChangeUser(this.session, () => {
            // Answers that are still to come are for the former user.
            this.answered = this.begun;
            this.last = this.listed = undefined;
            this.didChange.fire();
            this.refresh();
        });
    }

    dispose(): void {
        this.toDispose.dispose();
    }

    /** Undefined until it is known. */
    get overview(): AccountOverview | undefined {
        return this.last;
    }

    /** Asks now, also if nobody looks. Returns what was known before if the cloud does not answer. */
    async fresh(): Promise<AccountOverview | undefined> {
        await this.read();
        return this.last;
    }

    /** Keeps the overview up to date until the result is disposed. */
    hold(): Disposable {
        this.holders++;
        void this.read();
        let isHeld = true;
        return Disposable.create(() => {
            this.holders -= Number(isHeld);
            isHeld = false;
        });
    }

    /** Asks soon, if somebody looks. */
    refresh(): void {
        if (this.holders > 0 && this.timer === undefined) {
            this.timer = setTimeout(() => {
                this.timer = undefined;
                void this.read();
            }, DEBOUNCE);
        }
    }

    /** Asks again when the lists beside the numbers have found what programs and other windows changed. */
    private compare(): void {
        const { phase, size, documents } = this.listing;
        if (phase !== 'ready') {
            return;
        }
        let [versions, newest] = [0, ''];
        for (const { version, updated_at } of documents) {
            versions += version;
            newest = updated_at > newest ? updated_at : newest;
        }
        const listed = `${size} ${versions} ${newest}`;
        const isNews = this.listed !== undefined && this.listed !== listed;
        this.listed = listed;
        if (isNews) {
            this.refresh();
        }
    }

    private async read(): Promise<void> {
        await this.session?.ready;
        if (this.session && !this.session.user) {
            return;
        }
        const request = ++this.begun;
        try {
            const overview = await this.source.overview();
            if (request > this.answered) {
                this.answered = request;
                this.last = overview;
                this.didChange.fire();
            }
        } catch {
            // The lists report why the cloud does not answer. Until it does, the last numbers stay.
        }
    }
}
