// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import * as React from '@theia/core/shared/react';
import { createRoot, type Root } from '@theia/core/shared/react-dom/client';
import { expect } from 'chai';
import type { UserAccount } from '../../../common/account/user-account';
import type { AccountPageActions } from './account-page-actions';
import type { AccountPageModel } from './account-page-model';
import { AccountPageView } from './account-page-view';

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
    function show(account: UserAccount, userId = 'ada', exportData?: () => Promise<void>): void {
        const model = {
            account,
            userId,
            isSignedIn: true,
            changeEmail: async (email: string) => {
                show({ ...account, email }, userId, exportData);
                return false;
            }
        } as unknown as AccountPageModel;
        const actions = { labelOf: (id: string) => id, exportData } as unknown as AccountPageActions;
        React.act(() => root.render(React.createElement(AccountPageView, { model, actions })));
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

    const ada: UserAccount = {
        email: 'ada@example.org',
        newEmail: undefined,
        name: 'Ada',
        picture: undefined,
        waysIn: ['email']
    };

    it('keeps what it says of a new email that holds at once', async () => {
        show(ada);
        const email = field('New Email');
        type(email, 'ada@example.com');
        await React.act(async () => email.form?.requestSubmit());
        expect(document.body.textContent).to.contain('ada@example.com').and.to.contain('Saved.');
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
