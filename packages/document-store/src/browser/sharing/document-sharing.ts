// SPDX-License-Identifier: MIT

import type { CloudDocumentStore } from '@sanyam/store';
import type { CloudDocument, DocumentShareList, SharePermission } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { readAddresses, type AddressList } from '../../common/address-list';
import { quotedPlainly } from '../quoted';
import { reasonOf } from '../reason-of';
import { inDisplayLanguage } from '../sentences/in-display-language';

/** A share of the document. A revoked one stays in the list until the dialog closes, so that it can be undone. */
export interface ShareRow {
    readonly id: string;
    readonly email: string;
    readonly permission: SharePermission;
    /** RFC 3339. Null: it does not end. */
    readonly expires_at: string | null;
    readonly expired: boolean;
    readonly isRevoked: boolean;
    readonly isBusy: boolean;
}

/** What the user shares with each address. */
export interface ShareTerms {
    readonly permission: SharePermission;
    /** RFC 3339. Undefined: it does not end. */
    readonly expires_at?: string | undefined;
}

export type SharingState = 'loading' | 'ready' | 'failed';

/** The part of the cloud that sharing needs. */
export type SharingStore = Pick<CloudDocumentStore, 'shares' | 'ownership'>;

/** The shares of one document, as its owner sees and changes them. */
export class DocumentSharing {
    private rows: ShareRow[] = [];
    private currentState: SharingState = 'loading';
    private currentProblems: readonly string[] = [];
    private currentNotice: string | undefined;
    private currentUndo: (() => Promise<void>) | undefined;
    private offeredTo: string | undefined;
    private working = 0;
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    constructor(
        private readonly store: SharingStore,
        readonly document: CloudDocument
    ) {}

    dispose(): void {
        this.didChange.dispose();
    }

    get state(): SharingState {
        return this.currentState;
    }

    /** In the order in which they were made. */
    get shares(): readonly ShareRow[] {
        return this.rows;
    }

    /** Why the last action failed, one sentence for each address. */
    get problems(): readonly string[] {
        return this.currentProblems;
    }

    /** What the last action did. */
    get notice(): string | undefined {
        return this.currentNotice;
    }

    /** Takes back what {@link notice} says; undefined if nothing has to be taken back. */
    get undo(): (() => Promise<void>) | undefined {
        return this.currentUndo;
    }

    /** The address that was offered the document in this dialog. */
    get offer(): string | undefined {
        return this.offeredTo;
    }

    get isBusy(): boolean {
        return this.working > 0;
    }

    async load(): Promise<void> {
        this.currentState = 'loading';
        this.currentProblems = [];
        this.didChange.fire();
        try {
            this.rows = (await this.store.shares.list(this.document.id)).map(toRow);
            this.currentState = 'ready';
        } catch (error) {
            this.currentState = 'failed';
            this.currentProblems = [reasonOf(error)];
        }
        this.didChange.fire();
    }

    /**
     * Shares the document with all addresses in a text. Returns the part of the text that was not used, because something
     * is wrong with it: the user can mend it.
     */
    async add(text: string, terms: ShareTerms): Promise<string> {
        const { addresses, rejected } = readAddresses(text);
        const problems = rejected.map(problemWith);
        if (addresses.length === 0) {
            this.say(
                problems.length > 0
                    ? problems
                    : [nls.localize('sanyam/share/enterSome', 'Enter at least one email address.')]
            );
            return text;
        }
        const refused: string[] = [];
        const reasons = [...problems];
        await this.work(async () => {
            for (const email of addresses) {
                try {
                    await this.share(email, terms);
                } catch (error) {
                    refused.push(email);
                    reasons.push(`${email}: ${reasonOf(error)}`);
                }
            }
        });
        const added = addresses.length - refused.length;
        this.say(reasons, added === 0 ? undefined : sharedWith(addresses.filter(email => !refused.includes(email))));
        return [...refused, ...rejected.map(one => one.text)].join(', ');
    }

    /** Changes the permission or the end of a share. That it no longer ends can be undone. */
    async change(row: ShareRow, terms: ShareTerms): Promise<void> {
        const isDone = await this.workOn(row, () => this.share(row.email, terms));
        const { email, expires_at } = row;
        if (isDone && expires_at !== null && terms.expires_at === undefined) {
            const notice = nls.localize('sanyam/share/noEndNow', 'The access of {0} has no last day now.', email);
            this.say([], notice, () => this.endAgain(email, expires_at));
        }
    }

    private async endAgain(email: string, expires_at: string): Promise<void> {
        const row = this.rows.find(one => one.email === email);
        if (row && !row.isRevoked) {
            await this.change(row, { permission: row.permission, expires_at });
        }
    }

    /** Ends a share at once. {@link undoRevoke} makes it again. */
    async revoke(row: ShareRow): Promise<void> {
        await this.workOn(row, async () => {
            await this.store.shares.revoke(row.id, this.document.id);
            this.replace(row.email, { ...row, isRevoked: true });
        });
    }

    async undoRevoke(row: ShareRow): Promise<void> {
        const { permission, expires_at } = row;
        await this.workOn(row, () => this.share(row.email, { permission, expires_at: expires_at ?? undefined }));
    }

    /** Offers the document to an address, whose user must accept it. Returns whether it is offered. */
    async offerTo(text: string): Promise<boolean> {
        const { addresses, rejected } = readAddresses(text);
        const problems = rejected.map(problemWith);
        const [email, ...others] = addresses;
        if (email === undefined || others.length > 0 || problems.length > 0) {
            this.say(
                problems.length > 0 ? problems : [nls.localize('sanyam/share/enterOne', 'Enter one email address.')]
            );
            return false;
        }
        return this.workWithProblems(async () => {
            await this.store.ownership.offer(this.document.id, email);
            this.offeredTo = email;
        });
    }

    async withdrawOffer(): Promise<void> {
        await this.workWithProblems(async () => {
            await this.store.ownership.offer(this.document.id, null);
            this.offeredTo = undefined;
        });
    }

    private async share(email: string, { permission, expires_at }: ShareTerms): Promise<void> {
        const share = await this.store.shares.create(this.document.id, {
            email,
            permission,
            ...(expires_at === undefined ? {} : { expires_at }),
            idempotency_key: generateUuid()
        });
        this.replace(share.email, toRow({ ...share, expired: false }));
    }

    private replace(email: string, row: ShareRow): void {
        const index = this.rows.findIndex(one => one.email === email);
        this.rows = index < 0 ? [...this.rows, row] : this.rows.with(index, row);
    }

    /** Returns whether it is done. */
    private async workOn(row: ShareRow, action: () => Promise<void>): Promise<boolean> {
        this.replace(row.email, { ...row, isBusy: true });
        const isDone = await this.workWithProblems(action, row.email);
        if (!isDone) {
            this.replace(row.email, { ...row, isBusy: false });
            this.didChange.fire();
        }
        return isDone;
    }

    private async workWithProblems(action: () => Promise<void>, subject?: string): Promise<boolean> {
        try {
            await this.work(action);
            this.say([]);
            return true;
        } catch (error) {
            this.say([subject === undefined ? reasonOf(error) : `${subject}: ${reasonOf(error)}`]);
            return false;
        }
    }

    private async work(action: () => Promise<void>): Promise<void> {
        this.working++;
        this.didChange.fire();
        try {
            await action();
        } finally {
            this.working--;
        }
    }

    private say(problems: readonly string[], notice?: string, undo?: () => Promise<void>): void {
        this.currentProblems = problems;
        this.currentNotice = notice;
        this.currentUndo = undo;
        this.didChange.fire();
    }
}

function toRow({ id, email, permission, expires_at, expired }: DocumentShareList[number]): ShareRow {
    return { id, email, permission, expires_at, expired, isRevoked: false, isBusy: false };
}

function sharedWith(addresses: readonly string[]): string {
    return addresses.length === 1
        ? nls.localize('sanyam/share/sharedWith', 'Shared with {0}.', addresses[0])
        : nls.localize('sanyam/share/sharedWithMany', 'Shared with {0} people.', addresses.length);
}

function problemWith({ text, problem }: AddressList['rejected'][number]): string {
    return `${quotedPlainly(text)}: ${inDisplayLanguage(problem)}`;
}
