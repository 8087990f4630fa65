// SPDX-License-Identifier: MIT

import type { TierPreview } from '@sanyam/types';
import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { NamedList } from './named-list';
import { hasShorterRetention, lostFeatures, priceText, smallerLimits } from './plan-labels';
import type { PlanViewProperties } from './plan-view';
import { hasManagedPlan, type PlanChange, type PlanFacts } from './plan-state';
import { WhoChanges } from './who-changes';

interface PlanChangeProperties extends PlanViewProperties {
    readonly facts: PlanFacts;
    readonly change: PlanChange;
}

/** What a change of the plan would do, by name, and the way to make it. */
export function PlanChangeSection(properties: PlanChangeProperties): React.ReactElement {
    const { facts, change, model, actions } = properties;
    const heading = React.useRef<HTMLHeadingElement>(null);
    // The user has just asked for it, below the table.
    React.useEffect(() => heading.current?.focus(), []);
    return (
        <section className="sanyam-plan-change" aria-labelledby="sanyam-plan-change" aria-busy={!change.preview}>
            <h2 id="sanyam-plan-change" ref={heading} tabIndex={-1}>
                {nls.localize('sanyam/plan/whatChanges', 'What changes with “{0}”', change.tier)}
            </h2>
            {change.error !== undefined && (
                <p className="sanyam-page-problem" role="status">
                    <span className={codicon('error')} aria-hidden="true" />
                    {nls.localize(
                        'sanyam/plan/previewFailed',
                        'Could not find out what changes. {0}',
                        actions.reasonOf(change.error)
                    )}
                </p>
            )}
            {change.preview && <Consequences facts={facts} tier={change.tier} preview={change.preview} />}
            {change.preview && <HowToChange {...properties} />}
            <button type="button" className="theia-button secondary" onClick={() => model.consider(undefined)}>
                {nls.localizeByDefault('Close')}
            </button>
        </section>
    );
}

function Consequences({
    facts: { account, tiers, columns },
    tier,
    preview
}: {
    readonly facts: PlanFacts;
    readonly tier: string;
    readonly preview: TierPreview;
}): React.ReactElement {
    const from = account.tier_limits;
    const to = tiers.find(row => row.tier === tier);
    const lost = to ? lostFeatures(columns, from, to) : [];
    const gained = to ? lostFeatures(columns, to, from) : [];
    const smaller = to ? smallerLimits(columns, from, to) : [];
    const isOverStorage =
        to !== undefined && to.max_storage_bytes !== null && account.usage.storage_used_bytes > to.max_storage_bytes;
    const keepsShorter = to !== undefined && hasShorterRetention(from, to);
    const sentences = [
        ...(gained.length > 0 ? [nls.localize('sanyam/plan/gained', 'You get: {0}.', gained.join(', '))] : []),
        ...(lost.length > 0 ? [nls.localize('sanyam/plan/lost', 'You lose: {0}.', lost.join(', '))] : []),
        ...(smaller.length > 0
            ? [nls.localize('sanyam/plan/smaller', 'Limits that shrink: {0}.', smaller.join('; '))]
            : []),
        ...(isOverStorage
            ? [
                  nls.localize(
                      'sanyam/plan/overStorage',
                      'You use more storage than the plan allows. Texts cannot grow until you free some.'
                  )
              ]
            : []),
        ...(lost.length > 0 && preview.share_count > 0
            ? [nls.localize('sanyam/plan/sharesStay', 'Shares of your documents stay: {0}.', preview.share_count)]
            : []),
        ...(keepsShorter
            ? [
                  nls.localize(
                      'sanyam/plan/keepsShorter',
                      'The new plan keeps old versions without a name and documents in the trash for a shorter time. For those that you have now, this time begins on the day of the change.'
                  )
              ]
            : []),
        nls.localize('sanyam/plan/nothingDeleted', 'Nothing is deleted when the plan changes.')
    ];
    return (
        <>
            <ul className="sanyam-plan-sentences">
                {sentences.map(sentence => (
                    <li key={sentence}>{sentence}</li>
                ))}
            </ul>
            {preview.read_only_documents.count > 0 && (
                <NamedList
                    id="sanyam-plan-read-only"
                    title={nls.localize(
                        'sanyam/plan/willBeReadOnly',
                        'Documents that become read-only: {0}',
                        preview.read_only_documents.count
                    )}
                    list={preview.read_only_documents}
                />
            )}
            {preview.too_large_documents.count > 0 && (
                <NamedList
                    id="sanyam-plan-too-large"
                    title={nls.localize(
                        'sanyam/plan/willBeTooLarge',
                        'Documents that are too large to save: {0}',
                        preview.too_large_documents.count
                    )}
                    list={preview.too_large_documents}
                />
            )}
            {preview.revoked_api_keys.count > 0 && (
                <NamedList
                    id="sanyam-plan-keys"
                    title={nls.localize(
                        'sanyam/plan/willBeRevoked',
                        'API keys that are revoked for good: {0}',
                        preview.revoked_api_keys.count
                    )}
                    list={preview.revoked_api_keys}
                />
            )}
            {preview.writable_documents.count > 0 && (
                <NamedList
                    id="sanyam-plan-writable"
                    title={nls.localize(
                        'sanyam/plan/willBeWritable',
                        'Documents that you can edit again: {0}',
                        preview.writable_documents.count
                    )}
                    list={preview.writable_documents}
                />
            )}
        </>
    );
}

/** Buttons for the page of the payment service, if this plan can be bought or ended there. */
function HowToChange({ facts, change, actions }: PlanChangeProperties): React.ReactElement | null {
    const [address, setAddress] = React.useState<string>();
    const [isBusy, setBusy] = React.useState(false);
    const open = async (page: () => Promise<string | undefined>): Promise<void> => {
        setBusy(true);
        setAddress(await page());
        setBusy(false);
    };
    const plan = facts.plans?.find(({ tier }) => tier === change.tier);
    if (facts.plans === undefined) {
        // The page says so below.
        if (facts.plansError !== undefined) {
            return null;
        }
        return <WhoChanges facts={facts} actions={actions} tier={change.tier} />;
    }
    if (!hasManagedPlan(facts.account) && plan === undefined) {
        return <WhoChanges facts={facts} actions={actions} tier={change.tier} />;
    }
    const prices = plan?.prices ?? [];
    return (
        <>
            <p className="sanyam-plan-buttons">
                {hasManagedPlan(facts.account) ? (
                    <button
                        type="button"
                        className="theia-button main"
                        disabled={isBusy}
                        onClick={() => void open(() => actions.manage())}
                    >
                        {nls.localize('sanyam/plan/manage', 'Manage Subscription')}
                    </button>
                ) : prices.length === 0 ? (
                    <button
                        type="button"
                        className="theia-button main"
                        disabled={isBusy}
                        onClick={() => void open(() => actions.buy(change.tier, undefined))}
                    >
                        {nls.localize('sanyam/plan/pay', 'Continue to Payment')}
                    </button>
                ) : (
                    prices.map(price => (
                        <button
                            key={price.interval}
                            type="button"
                            className="theia-button main"
                            disabled={isBusy}
                            onClick={() => void open(() => actions.buy(change.tier, price.interval))}
                        >
                            {nls.localize('sanyam/plan/payPrice', 'Continue to Payment: {0}', priceText(price))}
                        </button>
                    ))
                )}
            </p>
            {address !== undefined && (
                <p role="status">
                    {nls.localize(
                        'sanyam/plan/opened',
                        'The page of the payment service opened in another tab. This page follows when you return.'
                    )}{' '}
                    <a href={address} target="_blank" rel="noreferrer">
                        {nls.localize('sanyam/plan/openAgain', 'Open It Again')}
                    </a>
                </p>
            )}
        </>
    );
}
