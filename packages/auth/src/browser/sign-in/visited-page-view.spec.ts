// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import * as React from '@theia/core/shared/react';
import { createRoot, type Root } from '@theia/core/shared/react-dom/client';
import { expect } from 'chai';
import type { SignIn } from '../../common/sign-in/sign-in';
import { formOptions, formRequests } from '../test/form-options';
import { SignInForm } from './sign-in-form';
import { SignInFormView } from './sign-in-form-view';

disableBrowserGlobals();

const METHOD = { kind: 'oauth', id: 'x', provider: 'x', label: 'X', icon: 'account' } as const;
const ADDRESS = 'https://cloud.example/auth/v1/authorize?provider=x';

describe('the dialog while another program has the page of a provider', () => {
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

    /** Opens the form and goes to the provider. `copies` says whether the clipboard takes the address. */
    async function visit(isOpen: boolean, copies: boolean) {
        const back = Promise.withResolvers<void>();
        const requests: Pick<SignIn, 'pageOf'> = {
            pageOf: async (_method, _signal, to) => `${ADDRESS}&redirect_to=${to}`
        };
        const form = new SignInForm(
            formRequests(requests),
            { user: undefined, onDidChange: () => ({ dispose: () => undefined }) },
            {
                ...formOptions(),
                visit: async ({ pageOf, show }) => {
                    show({ address: await pageOf('http://127.0.0.1:1/'), isOpen, copy: async () => copies });
                    await back.promise;
                }
            }
        );
        await form.load();
        const visiting = form.choose(METHOD);
        await new Promise(setImmediate);
        const draw = (): void =>
            React.act(() => root.render(React.createElement(SignInFormView, { form, onSubmit: () => undefined })));
        draw();
        return { draw, come: () => (back.resolve(), visiting) };
    }

    async function copy(): Promise<string> {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Copy');
        await React.act(async () => button?.click());
        return document.body.textContent ?? '';
    }

    it('shows the address, and copies it [FR-005]', async () => {
        const { draw, come } = await visit(true, true);
        const field = document.querySelector<HTMLInputElement>('input[aria-label="Address"]');
        expect(field?.value).to.equal(`${ADDRESS}&redirect_to=http://127.0.0.1:1/`);
        expect(field?.readOnly).to.equal(true);
        expect(document.body.textContent).to.match(/Sign in on the page in your browser/);
        expect(await copy()).to.match(/Copied\./);
        await come();
        draw();
        expect(document.querySelector('input[aria-label="Address"]')).to.equal(null);
    });

    it('says that no browser opened, or that the address could not be copied [FR-005]', async () => {
        const { come } = await visit(false, false);
        expect(document.body.textContent).to.match(/Could not open a browser/);
        expect(await copy()).to.match(/Could not copy the address/);
        await come();
    });
});
