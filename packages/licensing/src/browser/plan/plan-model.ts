// SPDX-License-Identifier: MIT

import { CloudTiers, DatabaseSession } from '@sanyam/store';
import {
    AccountOverviewSource,
    AuthSession,
    CHECK_INTERVAL,
    CloudError,
    onDidChangeUser,
    VisibleInterval,
    within
} from '@sanyam/types';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { DatabaseFeatureGate } from '../../common/database-feature-gate';
import { LicenseValidator } from '../../common/license-validator';
import { GatewayBilling } from '../gateway-billing';
import { comparedColumns } from './plan-labels';
import type { PlanChange, PlanFacts } from './plan-state';

/** Milliseconds until a look fails. A call of the database itself can take more than a minute. */
const PATIENCE = 15_000;

/** Milliseconds until the page shows the plan without what can be bought. */
const PATIENCE_FOR_PLANS = 10_000;

/**
 * The facts of the page about the plan. While somebody looks, it reads them again at an interval, with each focus, and when
 * the license changes.
 */
@injectable()
export class PlanModel {
    @inject(AccountOverviewSource)
    protected readonly source: AccountOverviewSource;

    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(GatewayBilling)
    protected readonly billing: GatewayBilling;

    @inject(DatabaseFeatureGate)
    protected readonly gate: Pick<DatabaseFeatureGate, 'isDeclared'>;

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    protected readonly patience = { look: PATIENCE, plans: PATIENCE_FOR_PLANS };
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => this.look());
    private known: PlanFacts | undefined;
    private failure: unknown;
    private considered: PlanChange | undefined;
    private loads = 0;
    private looks = 0;
    private generation = 0;
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        onDidChangeUser(this.session, () => {
            this.generation++;
            this.known = this.failure = this.considered = undefined;
            this.didChange.fire();
            void this.refresh();
        });
        this.licenses.onDidChange(() => {
            if (this.interval.isHeld) {
                this.look();
            }
        });
    }

    /** Undefined until they are known. */
    get facts(): PlanFacts | undefined {
        return this.known;
    }

    /** Why the last look failed. */
    get error(): unknown {
        return this.failure;
    }

    /** Whether a look is on its way for which the user waits. */
    get isLoading(): boolean {
        return this.loads > 0;
    }

    get isSignedIn(): boolean {
        return this.session.user !== undefined;
    }

    /** The plan that the user thinks about. */
    get change(): PlanChange | undefined {
        return this.considered;
    }

    /** Keeps the facts up to date until the result is disposed. */
    hold(): Disposable {
        void this.refresh();
        return this.interval.hold();
    }

    /** Reads everything again. Never rejects. */
    async refresh(): Promise<void> {
        this.loads++;
        this.didChange.fire();
        try {
            await this.load(false);
        } finally {
            this.loads--;
            this.didChange.fire();
        }
    }

    /** Reads everything again without a sign that it is busy. A look that waits for a slow answer goes on. */
    private look(): void {
        if (this.looks === 0) {
            void this.load(true).then(() => this.didChange.fire());
        }
    }

    /** @param isBackground whether no user waits for it */
    private async load(isBackground: boolean): Promise<void> {
        await this.session.ready;
        if (!this.isSignedIn) {
            return;
        }
        const generation = ++this.generation;
        this.looks++;
        try {
            const facts = await within(this.patience.look, this.read(isBackground));
            if (generation === this.generation) {
                this.follow(facts);
            }
        } catch (error) {
            if (generation === this.generation) {
                this.failure = error;
            }
        } finally {
            this.looks--;
        }
    }

    /** Shows what another plan would change. Undefined ends that. */
    consider(tier: string | undefined): void {
        this.considered = tier === undefined ? undefined : { tier };
        this.didChange.fire();
        void this.preview();
    }

    protected tiers(): Pick<CloudTiers, 'list' | 'preview'> {
        return new CloudTiers(this.database);
    }

    private async read(isBackground: boolean): Promise<PlanFacts> {
        const tiers = this.tiers();
        const [account, list, sold] = await Promise.all([
            this.source.overview(),
            tiers.list(),
            // The plan is shown also while nothing can be bought.
            within(this.patience.plans, this.billing.plans(isBackground)).then(
                plans => ({ plans }),
                (plansError: unknown) => ({ plans: this.known?.plans, plansError })
            )
        ]);
        const columns = comparedColumns(list, this.gate);
        return { account, tiers: list, columns, ...sold, present: await tiers.preview(account.tier_limits.tier) };
    }

    private follow(facts: PlanFacts): void {
        const before = this.known?.account.profile.tier;
        this.known = facts;
        this.failure = undefined;
        if (before !== undefined && before !== facts.account.profile.tier) {
            this.licenses.invalidate();
            this.considered = undefined;
        }
        void this.preview();
    }

    private async preview(): Promise<void> {
        const { considered } = this;
        if (considered === undefined) {
            return;
        }
        let next: PlanChange;
        try {
            next = { tier: considered.tier, preview: await this.tiers().preview(considered.tier) };
        } catch (error) {
            // The row may be gone.
            next = CloudError.is(error, 'VALIDATION_ERROR')
                ? { tier: considered.tier, error }
                : { ...considered, error };
        }
        if (this.considered === considered) {
            this.considered = next;
            this.didChange.fire();
        }
    }
}
