// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Logger } from 'pino';
import { type Billing, createBilling } from '../billing/billing';
import { readBillingSettings } from '../billing/billing-settings';
import { IncompleteReconciliation } from '../billing/reconciliation';
import { JobDatabase } from '../jobs/job-database';
import { PurgeExpired } from '../jobs/purge-expired';
import { Metrics } from '../observability/metrics';
import { AdminDatabase } from './admin-database';
import { AdminError } from './admin-error';
import { type Command, USAGE } from './command-line';
import { differenceLine, tiersReport, usageReport } from './report';

/** What a command needs: its environment, a log, and where its answer goes. */
export interface Surroundings {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly log: Logger;
    readonly say: (text: string) => void;
}

/** Runs a command. @throws AdminError when the operator can fix the cause, CloudError when the database refuses */
export async function runCommand(command: Command, surroundings: Surroundings): Promise<void> {
    const { say } = surroundings;
    if (command.name === 'help') {
        say(USAGE);
        return;
    }
    const operator = new Operator(surroundings);
    switch (command.name) {
        case 'tier list':
            return say(tiersReport(await operator.database.tiers()));
        case 'tier set':
            return say(await operator.setTier(command.email, command.tier, command.reason));
        case 'usage':
            return say(await operator.usage(command.email));
        case 'billing reconcile':
            return operator.reconcile(command.dryRun);
        case 'billing replay':
            return say(await operator.replay(command.event));
        case 'jobs run':
            return operator.runJob(command.job);
    }
}

class Operator {
    readonly database: AdminDatabase;
    private readonly metrics = new Metrics();
    private readonly access: { readonly supabaseUrl: string; readonly serviceRoleKey: string };

    constructor(private readonly surroundings: Surroundings) {
        this.access = {
            supabaseUrl: this.required('SUPABASE_URL'),
            serviceRoleKey: this.required('SUPABASE_SERVICE_ROLE_KEY')
        };
        this.database = AdminDatabase.overPostgrest(this.access.supabaseUrl, this.access.serviceRoleKey);
    }

    async setTier(email: string, tier: string, reason: string | undefined): Promise<string> {
        const names = (await this.database.tiers()).map(limits => limits.tier);
        if (!names.includes(tier)) {
            throw new AdminError(`There is no tier “${tier}”. The tiers are ${names.join(', ')}.`);
        }
        const profile = await this.database.find(email);
        await this.database.setTier(profile.id, tier, reason);
        const { subscriptions } = await this.database.account(profile.id);
        const paid = subscriptions.some(({ is_active: isActive }) => isActive)
            ? ' The user has a subscription: the next event or reconciliation sets its tier again.'
            : '';
        return `${profile.email} has the tier ${tier} now.${paid}`;
    }

    async usage(email: string): Promise<string> {
        const profile = await this.database.find(email);
        const tiers = await this.database.tiers();
        return usageReport(profile, tiers, await this.database.account(profile.id));
    }

    async reconcile(dryRun: boolean): Promise<void> {
        const { say } = this.surroundings;
        let found = 0;
        let incomplete: IncompleteReconciliation | undefined;
        await this.billing()
            .reconciliation(dryRun, difference => {
                found += difference.outcome === 'failed' ? 0 : 1;
                say(differenceLine(difference));
            })
            .run()
            .catch((error: unknown) => {
                if (!(error instanceof IncompleteReconciliation)) {
                    throw error;
                }
                incomplete = error;
            });
        const what = found === 0 ? 'No difference' : found === 1 ? '1 difference' : `${found} differences`;
        say(`${what} found.${dryRun && found > 0 ? ' Nothing was changed, because this was a dry run.' : ''}`);
        if (incomplete !== undefined) {
            throw incomplete;
        }
    }

    async replay(event: string): Promise<string> {
        const result = await this.billing().events.replay(event);
        if (result === undefined) {
            throw new AdminError(`Stripe has no event ${event}. It keeps events for 30 days. Reconcile instead.`);
        }
        return `${event}: ${result}`;
    }

    async runJob(name: string): Promise<void> {
        // Jobs may run twice at the same time, so this takes no lease from a gateway.
        const jobs: Readonly<Record<string, () => Promise<void>>> = {
            purge_expired: async () => {
                const database = JobDatabase.overPostgrest(this.access.supabaseUrl, this.access.serviceRoleKey);
                const doPart = new PurgeExpired(database, this.metrics).begin();
                while (await doPart());
            },
            reconcile_billing: () => this.billing().reconciliation().run()
        };
        const run = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
        if (run === undefined) {
            throw new AdminError(`There is no job “${name}”. The jobs are ${Object.keys(jobs).join(', ')}.`);
        }
        await run();
        this.surroundings.say(`The job ${name} is done.`);
    }

    private billing(): Billing {
        const settings = readBillingSettings(this.surroundings.environment);
        if (settings === undefined) {
            throw new AdminError('Billing is off: STRIPE_SECRET_KEY is not set. Use the settings of the gateway.');
        }
        return createBilling(
            settings,
            { ...this.access, tiers: () => this.database.tiers() },
            this.surroundings.log,
            this.metrics
        );
    }

    private required(name: string): string {
        const value = this.surroundings.environment[name]?.trim() ?? '';
        if (value === '') {
            throw new AdminError(`${name} is not set. Use the settings of the gateway.`);
        }
        return value;
    }
}

/** Returns the sentence for an operator, or undefined for an error that nobody expects. */
export function sentenceOf(error: unknown): string | undefined {
    if (error instanceof AdminError) {
        return error.message;
    }
    return CloudError.is(error) ? `${error.message} (${error.code})` : undefined;
}
