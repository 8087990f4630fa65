// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { UserAccount } from '../../../common/account/user-account';
import { addressOf, describeRule } from '../../check-field';
import { describeError } from '../../describe-error';
import { AccountForm } from './account-form';
import type { AccountPageActions } from './account-page-actions';
import type { AccountPageModel } from './account-page-model';
import type { DevicesModel } from './devices-model';
import { DevicesView } from './devices-view';
import type { WaysInModel } from './ways-in-model';
import { WaysInView } from './ways-in-view';

const MAXIMUM_NAME_LENGTH = 200;

export interface AccountPageViewProperties {
    readonly model: AccountPageModel;
    readonly waysIn: WaysInModel;
    readonly devices: DevicesModel;
    readonly actions: AccountPageActions;
}

/** The page about the account of the user. */
export function AccountPageView(properties: AccountPageViewProperties): React.ReactElement {
    const { model, actions } = properties;
    const { account, failure, isSignedIn } = model;
    return (
        <main className="sanyam-account" aria-labelledby="sanyam-account-title">
            <header>
                <h1 id="sanyam-account-title">{nls.localize('sanyam/account/title', 'Account')}</h1>
                {isSignedIn && (
                    <button type="button" className="theia-button secondary" onClick={() => refresh(properties)}>
                        {nls.localizeByDefault('Refresh')}
                    </button>
                )}
            </header>
            {!isSignedIn && (
                <p>
                    {nls.localize('sanyam/account/signIn', 'Sign in to see your account.')}{' '}
                    <button type="button" className="theia-button main" onClick={() => void actions.signIn()}>
                        {nls.localize('sanyam/auth/signIn', 'Sign In')}
                    </button>
                </p>
            )}
            {isSignedIn && failure !== undefined && (
                <p role="alert" className="sanyam-account-error">
                    {describeError(failure).message}{' '}
                    <button type="button" className="theia-button secondary" onClick={() => void model.refresh()}>
                        {nls.localize('sanyam/auth/tryAgain', 'Try Again')}
                    </button>
                </p>
            )}
            {isSignedIn && failure === undefined && account === undefined && (
                <p>{nls.localize('sanyam/account/loading', 'Loading your account…')}</p>
            )}
            {isSignedIn && account && <Sections key={model.userId} {...properties} account={account} />}
        </main>
    );
}

function refresh({ model, waysIn, devices }: AccountPageViewProperties): void {
    for (const each of [model, waysIn, devices]) {
        void each.refresh();
    }
}

function Sections({
    model,
    waysIn: providers,
    devices,
    actions,
    account
}: AccountPageViewProperties & { readonly account: UserAccount }): React.ReactElement {
    const { email, newEmail, name, picture, waysIn } = account;
    const { exportData } = actions;
    // Some providers let in users without an email.
    const confirmation = email || nls.localize('sanyam/account/deleteWord', 'DELETE');
    // With providers alone there is none at first. The server does not tell whether one was set since.
    const hasPassword = waysIn.some(({ provider }) => provider === 'email');
    const done = nls.localize('sanyam/account/saved', 'Saved.');
    return (
        <>
            <section className="sanyam-account-profile">
                {/^https:/.test(picture ?? '') && <img src={picture} alt="" referrerPolicy="no-referrer" />}
                <AccountForm
                    id="sanyam-account-name"
                    label={nls.localize('sanyam/account/name', 'Name')}
                    action={nls.localize('sanyam/account/save', 'Save Name')}
                    initial={name}
                    autoComplete="name"
                    canSend={value => value.trim() !== name}
                    problemOf={problemOfName}
                    send={async value => {
                        await model.rename(value);
                        return done;
                    }}
                />
            </section>
            <section>
                <h2>{nls.localize('sanyam/account/access', 'Ways to Sign In')}</h2>
                {!waysIn.some(way => way.email === email) && <p>{email}</p>}
                <WaysInView waysIn={waysIn} model={providers} actions={actions} />
                {newEmail !== undefined && (
                    <p>
                        {nls.localize(
                            'sanyam/account/newEmailWaits',
                            '{0} becomes your email once you have opened the links that we sent.',
                            newEmail
                        )}
                    </p>
                )}
                <AccountForm
                    id="sanyam-account-email"
                    label={nls.localize('sanyam/account/newEmail', 'New Email')}
                    action={nls.localize('sanyam/account/changeEmail', 'Change Email')}
                    autoComplete="email"
                    canSend={value => !['', email.toLowerCase()].includes(addressOf(value).toLowerCase())}
                    send={async value =>
                        (await model.changeEmail(value))
                            ? nls.localize(
                                  'sanyam/account/emailSent',
                                  'We sent an email to the new address. If you get one at your present address, too, open the links in both.'
                              )
                            : done
                    }
                />
                <AccountForm
                    id="sanyam-account-password"
                    label={nls.localize('sanyam/auth/newPassword', 'New Password')}
                    action={
                        hasPassword
                            ? nls.localize('sanyam/account/changePassword', 'Change Password')
                            : nls.localize('sanyam/auth/setPassword', 'Set Password')
                    }
                    type="password"
                    autoComplete="new-password"
                    {...(model.rule && { hint: describeRule(model.rule) })}
                    send={async value => {
                        await model.changePassword(value);
                        return hasPassword || !email
                            ? nls.localize(
                                  'sanyam/account/passwordChanged',
                                  'Your password is changed. Other devices have to sign in again.'
                              )
                            : nls.localize(
                                  'sanyam/account/passwordSet',
                                  'You can sign in with {0} and this password from now on. Other devices have to sign in again.',
                                  email
                              );
                    }}
                />
            </section>
            <DevicesView model={devices} actions={actions} />
            {exportData && (
                <section>
                    <h2>{nls.localize('sanyam/account/data', 'Your Data')}</h2>
                    <button type="button" className="theia-button secondary" onClick={() => void exportData()}>
                        {nls.localize('sanyam/account/export', 'Export My Data…')}
                    </button>
                </section>
            )}
            <section>
                <h2>{nls.localize('sanyam/account/deleteTitle', 'Delete the Account')}</h2>
                <p>
                    {nls.localize(
                        'sanyam/account/deleteHint',
                        'Your documents, their versions and your API keys are deleted at once. Those with whom you share documents lose them, too. You lose access to what others share with you. A subscription ends, and is not refunded. This cannot be undone.'
                    )}
                </p>
                <AccountForm
                    id="sanyam-account-delete"
                    label={nls.localize(
                        'sanyam/account/confirmDelete',
                        'Type {0} to delete your account',
                        confirmation
                    )}
                    action={nls.localize('sanyam/account/delete', 'Delete My Account')}
                    isDangerous
                    canSend={value => value.trim() === confirmation}
                    send={async () => {
                        await actions.delete();
                        return '';
                    }}
                />
            </section>
        </>
    );
}

function problemOfName(value: string): string | undefined {
    if (value !== '' && value.trim() === '') {
        return nls.localize('sanyam/account/blankName', 'Enter a name, or leave the field empty.');
    }
    return value.length > MAXIMUM_NAME_LENGTH
        ? nls.localize('sanyam/account/longName', 'Enter a shorter name: at most {0} characters.', MAXIMUM_NAME_LENGTH)
        : undefined;
}
