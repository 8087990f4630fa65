// SPDX-License-Identifier: MIT

import { CloudApiKeys, DatabaseSession, type ApiKeyRequest, type ApiKeyRotation } from '@sanyam/store';
import {
    AccountOverviewSource,
    AuthSession,
    FeatureGate,
    type ApiKey,
    type ApiKeyUsage,
    type NewApiKey
} from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';

/** Days of the chart of a key. */
export const USAGE_DAYS = 30;

/** Keys of one page: all that an account can have at the same time. */
const PAGE_SIZE = 100;

/** The API keys of the user, while the page about them is open. A new secret is only here, until it is dismissed. */
@injectable()
export class ApiKeysModel implements Disposable {
    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(AccountOverviewSource)
    protected readonly account: AccountOverviewSource;

    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    private listed: readonly ApiKey[] | undefined;
    private cursor: string | null = null;
    private tier: { readonly name: string; readonly hasKeys: boolean } | undefined;
    private failure: unknown;
    private fresh: NewApiKey | undefined;
    private readonly uses = new Map<string, readonly ApiKeyUsage[]>();
    private works = 0;
    private generation = 0;
    private readonly didChange = new Emitter<void>();
    private readonly toDispose = new DisposableCollection(this.didChange);
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        let userId = this.session.user?.id;
        const following = this.session.onDidChange(({ user }) => {
            if (user?.id !== userId) {
                userId = user?.id;
                this.forget();
                void this.refresh();
            }
        });
        this.toDispose.push(Disposable.create(() => following.dispose()));
    }

    dispose(): void {
        this.forget();
        this.toDispose.dispose();
    }

    get isSignedIn(): boolean {
        return this.session.user !== undefined;
    }

    get isBusy(): boolean {
        return this.works > 0;
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

    /** The key that was just made, with its secret. */
    get created(): NewApiKey | undefined {
        return this.fresh;
    }

    /** Returns the use of a key by day. Undefined until it is known. */
    usageOf(keyId: string): readonly ApiKeyUsage[] | undefined {
        return this.uses.get(keyId);
    }

    /** Reads the keys again. Never rejects. */
    async refresh(): Promise<void> {
        await this.session.ready;
        if (!this.isSignedIn) {
            this.didChange.fire();
            return;
        }
        const generation = ++this.generation;
        await this.work(async () => {
            try {
                const [page, account] = await Promise.all([
                    this.calls.list({ page_size: PAGE_SIZE }),
                    this.account.overview(),
                    this.gate?.refresh()
                ]);
                if (generation === this.generation) {
                    this.listed = page.items;
                    this.cursor = page.next_cursor;
                    this.tier = {
                        name: account.profile.tier,
                        hasKeys: this.gate?.isFeatureEnabled('api_keys') ?? true
                    };
                    this.failure = undefined;
                }
            } catch (error) {
                this.failure = generation === this.generation ? error : this.failure;
            }
        });
        await Promise.all([...this.uses.keys()].map(id => this.loadUsage(id).catch(() => undefined)));
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
        await this.work(() => this.calls.revoke(keyId));
        await this.refresh();
    }

    /** Forgets the secret of the key that was just made. */
    dismiss(): void {
        this.fresh = undefined;
        this.didChange.fire();
    }

    /** @throws CloudError */
    async loadUsage(keyId: string): Promise<void> {
        const { generation } = this;
        const usage = await this.calls.usage(keyId, USAGE_DAYS);
        if (generation === this.generation) {
            this.uses.set(keyId, usage);
            this.didChange.fire();
        }
    }

    private get calls(): CloudApiKeys {
        return new CloudApiKeys(this.database);
    }

    private async keep(make: () => Promise<NewApiKey>): Promise<void> {
        const userId = this.session.user?.id;
        await this.work(async () => {
            const key = await make();
            // The secret is for nobody else who signed in meanwhile.
            this.fresh = this.session.user?.id === userId ? key : undefined;
        });
        await this.refresh();
    }

    private async work(run: () => Promise<unknown>): Promise<void> {
        this.works++;
        this.didChange.fire();
        try {
            await run();
        } finally {
            this.works--;
            this.didChange.fire();
        }
    }

    private forget(): void {
        this.generation++;
        this.listed = this.tier = this.failure = this.fresh = undefined;
        this.cursor = null;
        this.uses.clear();
        this.didChange.fire();
    }
}
