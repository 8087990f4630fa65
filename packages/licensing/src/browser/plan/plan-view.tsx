// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { PlanActions } from './plan-actions';
import { NamedList } from './named-list';
import { PlanChangeSection } from './plan-change-section';
import type { PlanModel } from './plan-model';
import { hasManagedPlan, type PlanFacts } from './plan-state';
import { shownSize } from './shown-size';
import { subscriptionNotice } from './subscription-notice';
import { TierComparison } from './tier-comparison';
import { UsageMeters } from './usage-meters';
import { WhoChanges } from './who-changes';

export interface PlanViewProperties {
    readonly model: PlanModel;
    readonly actions: PlanActions;
}

/** The page about the plan: the subscription, the usage, the comparison, and what a change would do. */
export function PlanView({ model, actions }: PlanViewProperties): React.ReactElement {
    const { facts } = model;
    return (
        <main className="sanyam-page" aria-labelledby="sanyam-plan-name" aria-busy={model.isLoading}>
            <header>
                <h1 id="sanyam-plan-name">{nls.localize('sanyam/plan/command', 'Plan and Usage')}</h1>
                {model.isSignedIn && (
                    <button
                        type="button"
                        className="theia-button secondary"
                        disabled={model.isLoading}
                        onClick={() => void model.refresh()}
                    >
                        {nls.localizeByDefault('Refresh')}
                    </button>
                )}
            </header>
            <Messages model={model} actions={actions} />
            {facts && <Facts facts={facts} model={model} actions={actions} />}
        </main>
    );
}

/** What there is to say instead of the facts, or about them. */
function Messages({ model, actions }: PlanViewProperties): React.ReactElement {
    if (!model.isSignedIn) {
        return (
            <p>
                {nls.localize('sanyam/plan/signIn', 'Sign in to see your plan.')}{' '}
                <button type="button" className="theia-button main" onClick={() => void actions.signIn()}>
                    {nls.localize('sanyam/plan/signInButton', 'Sign In')}
                </button>
            </p>
        );
    }
    const { error } = model;
    return (
        <div role="status">
            {error === undefined && model.facts === undefined && (
                <p>{nls.localize('sanyam/plan/loading', 'Loading your plan…')}</p>
            )}
            {error !== undefined && (
                <p className="sanyam-page-problem">
                    <span className={codicon('error')} aria-hidden="true" />
                    {nls.localize('sanyam/plan/loadFailed', 'Could not load your plan. {0}', actions.reasonOf(error))}
                    <TryAgain model={model} />
                </p>
            )}
        </div>
    );
}

function TryAgain({ model }: { readonly model: PlanModel }): React.ReactElement {
    return (
        <button
            type="button"
            className="theia-button secondary"
            disabled={model.isLoading}
            onClick={() => void model.refresh()}
        >
            {nls.localizeByDefault('Try Again')}
        </button>
    );
}

function Facts({ facts, model, actions }: PlanViewProperties & { readonly facts: PlanFacts }): React.ReactElement {
    const { account, present, tiers, columns, plans, plansError } = facts;
    const { profile, tier_limits: limits, usage } = account;
    const notice = subscriptionNotice(account);
    const readOnly = present.over_limit_documents;
    return (
        <>
            {notice && (
                <p className="sanyam-page-notice" role="note">
                    <span className={codicon(notice.isProblem ? 'warning' : 'info')} aria-hidden="true" />
                    <span>{notice.sentence}</span>
                </p>
            )}
            <section aria-labelledby="sanyam-plan-usage">
                <h2 id="sanyam-plan-usage">
                    {nls.localize('sanyam/plan/present', 'Your plan is “{0}”', profile.tier)}
                </h2>
                <UsageMeters
                    meters={[
                        {
                            label: nls.localize('sanyam/plan/documents', 'Documents'),
                            used: usage.document_count,
                            limit: limits.max_documents,
                            format: String
                        },
                        {
                            label: nls.localize('sanyam/plan/storage', 'Storage'),
                            used: usage.storage_used_bytes,
                            limit: limits.max_storage_bytes,
                            format: shownSize
                        }
                    ]}
                />
                {readOnly.count > 0 && (
                    <NamedList
                        id="sanyam-plan-over-limit"
                        title={nls.localize(
                            'sanyam/plan/readOnlyNow',
                            'Read-only, because you have more documents than your plan allows: {0}',
                            readOnly.count
                        )}
                        list={readOnly}
                        hint={nls.localize(
                            'sanyam/plan/readOnlyHint',
                            'Nothing is deleted. Move other documents to the trash, or upgrade, and these can be edited again.'
                        )}
                    />
                )}
                {hasManagedPlan(account) && plans !== undefined && (
                    <p>
                        <button type="button" className="theia-button main" onClick={() => void actions.manage()}>
                            {nls.localize('sanyam/plan/manage', 'Manage Subscription')}
                        </button>
                    </p>
                )}
            </section>
            <TierComparison
                tiers={tiers}
                columns={columns}
                plans={plans}
                present={limits.tier}
                considered={model.change?.tier}
                consider={tier => model.consider(tier)}
            />
            {model.change && (
                <PlanChangeSection
                    key={model.change.tier}
                    facts={facts}
                    change={model.change}
                    model={model}
                    actions={actions}
                />
            )}
            {plans === undefined && plansError !== undefined && (
                <p className="sanyam-page-problem" role="status">
                    <span className={codicon('error')} aria-hidden="true" />
                    {nls.localize(
                        'sanyam/plan/plansFailed',
                        'Could not find out which plans you can buy. {0}',
                        actions.reasonOf(plansError)
                    )}
                    <TryAgain model={model} />
                </p>
            )}
            {/* A plan that the user looks at says it with the name of that plan. */}
            {plans === undefined && plansError === undefined && !model.change?.preview && (
                <WhoChanges facts={facts} actions={actions} />
            )}
        </>
    );
}
