// SPDX-License-Identifier: MIT

import { CloudApiKeys, DatabaseSession, type ApiKeyRequest, type ApiKeyRotation } from '@sanyam/store';
import {
    AccountOverviewSource,
    AuthSession,
    CHECK_INTERVAL,
    FeatureGate,
    onDidChangeUser,
    VisibleInterval,
    within,
    type ApiKey,
    type ApiKeyUsage,
    type NewApiKey
} from '@sanyam/types';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';

/** Days of the chart of a key. */
export const USAGE_DAYS = 30;

/** Keys of one page: all that an account can have at the same time. */
const PAGE_SIZE = 100;

/** Milliseconds until a look fails. A call of the database itself can take more than a minute. */
const PATIENCE = 15_000;

/**
 * The API keys of the user, while the page about them is open. A new secret is only here, until it is dismissed. While
 * somebody looks, the keys are read again at an interval, with each focus, and when the plan changes.
 */
@injectable()
export class ApiKeysModel {
    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly account: AccountOverviewSource;

    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    protected readonly patience: number = PATIENCE;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => this.look());
    private listed: readonly ApiKey[] | undefined;
    private cursor: string | null = null;
    private tier: { readonly name: string; readonly hasKeys: boolean } | undefined;
    private failure: unknown;
    private fresh: readonly NewApiKey[] = [];
    private readonly uses = new Map<string, readonly ApiKeyUsage[]>();
    private running = 0;
    private looks = 0;
    private generation = 0;
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        onDidChangeUser(this.session, () => {
            this.forget();
            void this.refresh();
        });
        this.gate?.onDidChange(() => {
            if (this.interval.isHeld) {
                this.look();
            }
        });
    }

    /** Keeps the keys up to date until the result is disposed. */
    hold(): Disposable {
        void this.refresh();
        return this.interval.hold();
    }

    get isSignedIn(): boolean {
        return this.session.user !== undefined;
    }

    /** Whether something is on its way for which the user waits. */
    get isBusy(): boolean {
        return this.running > 0;
    }

    /** The newest first, also those that no longer work. Undefined until they are known. */
    get keys(): readonly ApiKey[] | undefined {
        return this.listed;
    }

    /** Whether {@link loadMore} finds more keys. */
    get hasMore(): boolean {
        return this.cursor !== null;
    }

    /** The plan, and whether it includes API keys. Undefined until it is known. */
    get plan(): { readonly name: string; readonly hasKeys: boolean } | undefined {
        return this.tier;
    }

    /** Why the keys could not be listed. */
    get error(): unknown {
        return this.failure;
    }

    /** The keys that were made since the page was opened, with their secrets, the newest first. */
    get created(): readonly NewApiKey[] {
        return this.fresh;
    }

    /** Returns the use of a key by day. Undefined until it is known. */
    usageOf(keyId: string): readonly ApiKeyUsage[] | undefined {
        return this.uses.get(keyId);
    }

    /** Reads the keys again. Never rejects. */
    async refresh(): Promise<void> {
        await this.work(() => this.load());
    }

    /** Reads the keys again without a sign that it is busy. A look that waits for a slow answer goes on. */
    private look(): void {
        if (this.looks === 0) {
            void this.load().then(() => this.didChange.fire());
        }
    }

    private async load(): Promise<void> {
        await this.session.ready;
        if (!this.isSignedIn) {
            return;
        }
        const generation = ++this.generation;
        this.looks++;
        try {
            const [page, account] = await within(
                this.patience,
                Promise.all([this.list(), this.account.overview(), this.gate?.refresh()])
            );
            if (generation === this.generation) {
                this.listed = page.items;
                this.cursor = page.next_cursor;
                this.tier = {
                    name: account.profile.tier,
                    hasKeys: this.gate?.isFeatureEnabled('api_keys') ?? true
                };
                this.failure = undefined;
            }
            await within(this.patience, Promise.all([...this.uses.keys()].map(id => this.loadUsage(id)))).catch(
                () => undefined
            );
        } catch (error) {
            this.failure = generation === this.generation ? error : this.failure;
        } finally {
            this.looks--;
        }
    }

    /** Lists the newest keys: as many as the page shows, or more. */
    private async list(): Promise<{ readonly items: readonly ApiKey[]; readonly next_cursor: string | null }> {
        const shown = this.listed?.length ?? 0;
        const items: ApiKey[] = [];
        let cursor: string | null = null;
        do {
            const page: Awaited<ReturnType<CloudApiKeys['list']>> = await this.calls.list(
                cursor === null ? { page_size: PAGE_SIZE } : { page_size: PAGE_SIZE, cursor }
            );
            items.push(...page.items);
            cursor = page.next_cursor;
        } while (cursor !== null && items.length < shown);
        return { items, next_cursor: cursor };
    }

    /** @throws CloudError */
    async loadMore(): Promise<void> {
        const { generation, cursor } = this;
        if (cursor === null) {
            return;
        }
        await this.work(async () => {
            const page = await this.calls.list({ page_size: PAGE_SIZE, cursor });
            if (generation === this.generation) {
                this.listed = [...(this.listed ?? []), ...page.items];
                this.cursor = page.next_cursor;
            }
        });
    }

    /** @throws CloudError */
    async create(request: ApiKeyRequest): Promise<void> {
        await this.keep(() => this.calls.create(request));
    }

    /** @throws CloudError */
    async rotate(keyId: string, rotation: ApiKeyRotation): Promise<void> {
        await this.keep(() => this.calls.rotate(keyId, rotation));
    }

    /** @throws CloudError */
    async revoke(keyId: string): Promise<void> {
        await this.change(() => this.calls.revoke(keyId));
    }

    /** Forgets the secret of a key that was made; without a key, all of them. */
    dismiss(keyId?: string): void {
        this.fresh = keyId === undefined ? [] : this.fresh.filter(({ id }) => id !== keyId);
        this.didChange.fire();
    }

    /** @throws CloudError */
    async loadUsage(keyId: string): Promise<void> {
        const userId = this.session.user?.id;
        const usage = await this.calls.usage(keyId, USAGE_DAYS);
        if (this.session.user?.id === userId) {
            this.uses.set(keyId, usage);
            this.didChange.fire();
        }
    }

    protected get calls(): CloudApiKeys {
        return new CloudApiKeys(this.database);
    }

    private async keep(make: () => Promise<NewApiKey>): Promise<void> {
        const userId = this.session.user?.id;
        await this.change(async () => {
            const key = await make();
            // The secret is for nobody else who signed in meanwhile.
            if (this.session.user?.id === userId) {
                this.fresh = [key, ...this.fresh];
            }
        });
    }

    /** Changes the keys, and reads them again, also after a failure: only its answer may be lost. */
    private async change(run: () => Promise<unknown>): Promise<void> {
        try {
            await this.work(run);
        } finally {
            await this.refresh();
        }
    }

    private async work(run: () => Promise<unknown>): Promise<void> {
        this.running++;
        this.didChange.fire();
        try {
            await run();
        } finally {
            this.running--;
            this.didChange.fire();
        }
    }

    private forget(): void {
        this.generation++;
        this.listed = this.tier = this.failure = undefined;
        this.fresh = [];
        this.cursor = null;
        this.uses.clear();
        this.didChange.fire();
    }
}
