// SPDX-License-Identifier: MIT

import { CloudTiers, DatabaseSession } from '@sanyam/store';
import { AccountOverviewSource, AuthSession, CloudError, onDidChangeUser } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { LicenseValidator } from '../../common/license-validator';
import { GatewayBilling } from '../gateway-billing';
import type { PlanChange, PlanFacts } from './plan-state';

/** Milliseconds between looks at the account while the page is open, as in the Cloud view. */
const INTERVAL = 15_000;

/** The facts of the page about the plan. While somebody looks, it reads them again at an interval and with each focus. */
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

    @inject(LicenseValidator)
    protected readonly licenses: LicenseValidator;

    private known: PlanFacts | undefined;
    private failure: unknown;
    private considered: PlanChange | undefined;
    private loads = 0;
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
    }

    /** Undefined until they are known. */
    get facts(): PlanFacts | undefined {
        return this.known;
    }

    /** Why the last look failed. */
    get error(): unknown {
        return this.failure;
    }

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
        const look = (): void => {
            // A look that waits for a slow answer goes on.
            if (document.visibilityState === 'visible' && !this.isLoading) {
                void this.refresh();
            }
        };
        void this.refresh();
        const timer = setInterval(look, INTERVAL);
        window.addEventListener('focus', look);
        return Disposable.create(() => {
            clearInterval(timer);
            window.removeEventListener('focus', look);
        });
    }

    /** Reads everything again. Never rejects. */
    async refresh(): Promise<void> {
        await this.session.ready;
        if (!this.isSignedIn) {
            this.didChange.fire();
            return;
        }
        const generation = ++this.generation;
        this.loads++;
        this.didChange.fire();
        try {
            const facts = await this.read();
            if (generation === this.generation) {
                this.follow(facts);
            }
        } catch (error) {
            if (generation === this.generation) {
                this.failure = error;
            }
        } finally {
            this.loads--;
            this.didChange.fire();
        }
    }

    /** Shows what another plan would change. Undefined ends that. */
    consider(tier: string | undefined): void {
        this.considered = tier === undefined ? undefined : { tier };
        this.didChange.fire();
        void this.preview();
    }

    private async read(): Promise<PlanFacts> {
        const tiers = new CloudTiers(this.database);
        const [account, list, plans] = await Promise.all([
            this.source.overview(),
            tiers.list(),
            // The plan is shown also while nothing can be bought.
            this.billing.plans().catch(() => this.known?.plans)
        ]);
        return { account, tiers: list, plans, present: await tiers.preview(account.tier_limits.tier) };
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
            next = { tier: considered.tier, preview: await new CloudTiers(this.database).preview(considered.tier) };
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
