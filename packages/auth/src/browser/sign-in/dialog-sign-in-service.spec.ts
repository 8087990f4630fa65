// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import type { RedirectMethod } from '../../common/sign-in/methods/sign-in-method';
import { formRequests } from '../test/form-options';
import { DialogSignInService } from './dialog-sign-in-service';
import { VisitInThisWindow } from './provider-visit';
import type { SignInForm } from './sign-in-form';

disableBrowserGlobals();

/** Opens the form without its dialog. */
class FormSignInService extends DialogSignInService {
    openForm(): SignInForm {
        return this.createForm(undefined);
    }
}

describe('the service that asks for a sign-in', () => {
    it('joins the dialog that is open, which then begins with what failed [FR-002]', () => {
        const begun: unknown[] = [];
        const open = Promise.resolve(undefined);
        const dialogs = Object.assign(new DialogSignInService(), {
            asking: open,
            form: { begin: (start: unknown) => void begun.push(start) }
        });
        const start = { mode: 'forgot', error: { message: 'Expired.' } } as const;
        expect(dialogs.ask(undefined, start)).to.equal(open);
        void dialogs.ask('another reason');
        expect(begun).to.deep.equal([start]);
    });

    it('is busy while its dialog is being sent, and only then', () => {
        const dialogs = new DialogSignInService();
        const isBusy = ['editing', 'busy'].map(phase => Object.assign(dialogs, { form: { state: { phase } } }).isBusy);
        expect({ isBusy, closed: new DialogSignInService().isBusy }).to.deep.equal({
            isBusy: [false, true],
            closed: false
        });
    });

    it('does not leave for a provider if the attempt would be gone on the way back [FR-005]', async () => {
        const method: RedirectMethod = { kind: 'oauth', id: 'x', provider: 'x', label: 'X', icon: 'account' };
        const dialogs = Object.assign(new FormSignInService(), {
            signIn: formRequests(),
            session: { user: undefined, onDidChange: () => ({ dispose: () => undefined }) },
            contributions: { getContributions: () => [{ methods: () => [method] }] },
            provider: Object.assign(new VisitInThisWindow(), { vault: { isInMemory: true } })
        });
        const form = dialogs.openForm();
        await form.load();
        await form.choose(method);
        expect('error' in form.state && form.state.error?.message).to.match(/cannot keep a sign-in while another page/);
    });
});
