// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import * as React from '@theia/core/shared/react';
import { createRoot, type Root } from '@theia/core/shared/react-dom/client';
import { expect } from 'chai';
import type { UserAccount, WayIn } from '../../../common/account/user-account';
import type { AccountPageActions } from './account-page-actions';
import type { AccountPageModel } from './account-page-model';
import { AccountPageView } from './account-page-view';
import type { DevicesModel } from './devices-model';
import type { WaysInModel } from './ways-in-model';

disableBrowserGlobals();

describe('the account page', () => {
    let root: Root;

    beforeEach(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        // React's “act” asks for it.
        Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
        root = createRoot(document.body.appendChild(document.createElement('div')));
    });

    afterEach(() => {
        React.act(() => root.unmount());
        document.body.replaceChildren();
        Reflect.deleteProperty(globalThis, 'IS_REACT_ACT_ENVIRONMENT');
        disableBrowserGlobals();
    });

    /** Shows an account, with the actions of an IDE that may export documents. */
    function show(
        account: UserAccount,
        userId = 'ada',
        exportData?: () => Promise<void>,
        signOutOthers?: () => Promise<void>
    ): void {
        const model = {
            account,
            userId,
            isSignedIn: true,
            rename: async () => undefined,
            changePassword: async () => undefined,
            changeEmail: async (email: string) => {
                show({ ...account, email }, userId, exportData);
                return false;
            }
        } as unknown as AccountPageModel;
        const actions = { labelOf: (id: string) => id, exportData, signOutOthers } as unknown as AccountPageActions;
        const waysIn = { linkable: [], linking: undefined } as unknown as WaysInModel;
        const devices = { devices: undefined, failure: undefined } as DevicesModel;
        React.act(() => root.render(React.createElement(AccountPageView, { model, waysIn, devices, actions })));
    }

    function field(label: string): HTMLInputElement {
        const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
        return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
    }

    /** Types like a user: React hears only of a value that it has not set. */
    function type(input: HTMLInputElement, text: string): void {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
        React.act(() => void input.dispatchEvent(new window.Event('input', { bubbles: true })));
    }

    const wayIn = (provider: string): WayIn => ({
        identityId: provider,
        provider,
        email: 'ada@example.org',
        since: '2026-11-20T10:00:00Z'
    });

    const ada: UserAccount = {
        email: 'ada@example.org',
        newEmail: undefined,
        name: 'Ada',
        picture: undefined,
        waysIn: [wayIn('email')]
    };

    it('keeps what it says of a new email that holds at once', async () => {
        show(ada);
        const email = field('New Email');
        type(email, 'ada@example.com');
        await React.act(async () => email.form?.requestSubmit());
        expect(document.body.textContent).to.contain('ada@example.com').and.to.contain('Saved.');
    });

    it('unlinks providers, but neither the email nor the last way in', () => {
        const unlinking = (): (string | null)[] =>
            [...document.querySelectorAll('button[aria-label^="Unlink"]')].map(button =>
                button.getAttribute('aria-label')
            );
        show({ ...ada, waysIn: [wayIn('email'), wayIn('github')] });
        expect(unlinking()).to.deep.equal(['Unlink github']);
        show({ ...ada, waysIn: [wayIn('github')] });
        expect(unlinking()).to.deep.equal([]);
        expect(document.body.textContent).to.contain('ada@example.org · since Nov 20, 2026');
    });

    const button = (label: string): HTMLButtonElement | undefined =>
        [...document.querySelectorAll('button')].find(({ textContent }) => textContent === label);

    it('says nothing of an earlier text while another one is typed', async () => {
        show(ada);
        type(field('Name'), 'Ada Lovelace');
        await React.act(async () => field('Name').form?.requestSubmit());
        expect(document.body.textContent).to.contain('Saved.');
        type(field('Name'), 'Ada L');
        expect(document.body.textContent).not.to.contain('Saved.');
    });

    it('says why a name cannot be saved', () => {
        show(ada);
        type(field('Name'), 'a'.repeat(201));
        expect(document.body.textContent).to.contain('at most 200 characters');
        expect(field('Name').getAttribute('aria-invalid')).to.equal('true');
        type(field('Name'), '   ');
        expect(document.body.textContent).to.contain('Enter a name, or leave the field empty.');
        expect(button('Save Name')?.disabled).to.equal(true);
        type(field('Name'), '');
        expect(button('Save Name')?.disabled).to.equal(false);
    });

    it('takes the same email in capitals for no change', () => {
        show(ada);
        type(field('New Email'), ' ADA@Example.org');
        expect(button('Change Email')?.disabled).to.equal(true);
    });

    it('sets a password where only providers let in, and says with which email it counts', async () => {
        show({ ...ada, waysIn: [wayIn('github')] });
        expect([button('Change Password'), button('Set Password')?.type]).to.deep.equal([undefined, 'submit']);
        type(field('New Password'), 'correct horse');
        await React.act(async () => field('New Password').form?.requestSubmit());
        expect(document.body.textContent).to.contain('You can sign in with ada@example.org and this password');
    });

    it('leaves the focus at a button that asks, and does not ask twice', async () => {
        const asked = Promise.withResolvers<void>();
        let questions = 0;
        show(ada, 'ada', undefined, async () => {
            questions++;
            await asked.promise;
        });
        const others = button('Sign Out Other Devices');
        others?.focus();
        React.act(() => others?.click());
        React.act(() => others?.click());
        expect([questions, document.activeElement === others]).to.deep.equal([1, true]);
        // A dialog without the focus leaves it nowhere.
        others?.blur();
        await React.act(async () => asked.resolve());
        expect(document.activeElement === others).to.equal(true);
    });

    it('keeps nothing that another user typed', () => {
        show(ada);
        type(field('New Password'), 'a secret of Ada');
        show({ ...ada, name: 'Bob' }, 'bob');
        expect(field('New Password').value).to.equal('');
        expect(field('Name').value).to.equal('Bob');
    });

    it('has a section for the data of the user only if the IDE exports documents', () => {
        show(ada);
        expect(document.body.textContent).not.to.contain('Your Data');
        show(ada, 'ada', async () => undefined);
        expect(document.body.textContent).to.contain('Your Data').and.to.contain('Export My Data…');
    });
});
