// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { CloudErrorPresenter } from './cloud-error-presenter';

describe('the notice about an error of the cloud', () => {
    /** The presenter of an IDE without plans, and its notices with their buttons. */
    function scene(supabaseUrl: string) {
        const notices: string[][] = [];
        const note = async (...notice: string[]) => void notices.push(notice);
        const error = (sentence: string, _options: object, ...buttons: string[]) => note(sentence, ...buttons);
        const presenter = Object.assign(new CloudErrorPresenter(), {
            messages: { error, info: note },
            configuration: { supabaseUrl }
        });
        return { presenter, notices };
    }
    const retry = () => Promise.reject(new Error('unexpected'));

    it('has Retry only for what can work later', async () => {
        const { presenter, notices } = scene('https://cloud.example.org');
        await presenter.show('Could not open the page', new CloudError('SERVICE_UNAVAILABLE'), retry);
        await presenter.show('Could not open the page', new CloudError('PAYMENT_SERVICE_REFUSED'), retry);
        expect(notices.map(([, ...buttons]) => buttons)).to.deep.equal([['Retry'], []]);
        expect(notices[1]?.[0]).to.match(/^Could not open the page\. .*Contact the administrator of this cloud/);
    });

    it('says how to upgrade: by a command in the local cloud, elsewhere by the administrator', async () => {
        for (const [cloud, advice] of [
            ['http://127.0.0.1:54321', 'npm run admin -- tier set'],
            ['https://cloud.example.org', 'contact the administrator of the cloud at cloud.example.org']
        ] as const) {
            const { presenter, notices } = scene(cloud);
            await presenter.explainUpgrade('free', '/upgrade');
            expect(notices).to.have.length(1);
            expect(notices[0]?.[0]).to.contain('Your plan is “free”.').and.contain(advice);
        }
    });
});
