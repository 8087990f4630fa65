// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { WayIn } from '../../../common/account/user-account';
import { describeError } from '../../describe-error';
import { dayText } from '../../time-texts';
import { VisitedPageView } from '../../sign-in/visited-page-view';
import { AccountAction } from './account-action';
import type { AccountPageActions } from './account-page-actions';
import type { Linking, WaysInModel } from './ways-in-model';

export interface WaysInViewProperties {
    readonly waysIn: readonly WayIn[];
    readonly model: WaysInModel;
    readonly actions: AccountPageActions;
}

const reasonOf = (error: unknown): string => describeError(error).message;

/** The ways in that the account has, and the providers that can be linked. */
export function WaysInView({ waysIn, model, actions }: WaysInViewProperties): React.ReactElement {
    return (
        <>
            <ul className="sanyam-account-list">
                {waysIn.map(way => (
                    <li key={way.identityId}>
                        <div>
                            <span className="sanyam-account-item">{actions.labelOf(way.provider)}</span>
                            <span className="sanyam-account-hint">{factsOf(way)}</span>
                        </div>
                        {way.provider !== 'email' && waysIn.length > 1 && (
                            <AccountAction
                                label={nls.localize('sanyam/account/unlink', 'Unlink')}
                                description={nls.localize(
                                    'sanyam/account/unlinkProvider',
                                    'Unlink {0}',
                                    actions.labelOf(way.provider)
                                )}
                                run={() => actions.unlink(way)}
                                reasonOf={reasonOf}
                            />
                        )}
                    </li>
                ))}
            </ul>
            {model.linkable.length > 0 && (
                <div className="sanyam-account-row">
                    {model.linkable.map(provider => (
                        <AccountAction
                            key={provider.id}
                            label={nls.localize('sanyam/account/link', 'Link {0}…', provider.label)}
                            run={() => actions.link(provider)}
                            reasonOf={reasonOf}
                        />
                    ))}
                </div>
            )}
            {model.linking && <LinkingView linking={model.linking} />}
        </>
    );
}

/** What the page says while the user is at a provider. */
function LinkingView({ linking: { label, page, cancel } }: { readonly linking: Linking }): React.ReactElement {
    return (
        <div role="status">
            {page ? (
                <VisitedPageView page={page} />
            ) : (
                <p>{nls.localize('sanyam/account/linking', 'Going to {0}…', label)}</p>
            )}
            <button type="button" className="theia-button secondary" onClick={cancel}>
                {nls.localizeByDefault('Cancel')}
            </button>
        </div>
    );
}

function factsOf({ email, since }: WayIn): string {
    const facts = [email, since !== undefined && nls.localize('sanyam/account/since', 'since {0}', dayText(since))];
    return facts.filter(Boolean).join(' · ');
}
