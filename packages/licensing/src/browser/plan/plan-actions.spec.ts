// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { PlanActions } from './plan-actions';

const ADDRESS = 'https://pay.example.com/1';

describe('the page of the payment service', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'window');
    afterEach(() => {
        if (before === undefined) {
            Reflect.deleteProperty(globalThis, 'window');
        } else {
            Object.defineProperty(globalThis, 'window', before);
        }
    });

    /** The actions in a browser that lets or blocks tabs as `allows` says, the first one first. */
    function scene(...allows: boolean[]) {
        const opened: { opener: unknown; address: string | undefined }[] = [];
        const open = () => {
            if (allows.shift() !== true) {
                return null;
            }
            const tab = { opener: {} as unknown, address: undefined as string | undefined };
            opened.push(tab);
            return Object.assign(tab, { location: { replace: (address: string) => (tab.address = address) } });
        };
        Object.defineProperty(globalThis, 'window', { value: { open }, configurable: true });
        const notices: string[][] = [];
        const answered = Promise.withResolvers<void>();
        const actions = Object.assign(new PlanActions(), {
            billing: { portal: async () => ADDRESS, checkout: async () => ADDRESS },
            messages: {
                warn: async (...notice: string[]) => {
                    notices.push(notice);
                    queueMicrotask(answered.resolve);
                    return 'Open Page';
                }
            }
        });
        return { actions, opened, notices, answered: answered.promise };
    }

    it('opens in another tab that has no access to the IDE', async () => {
        const { actions, opened, notices } = scene(true);
        expect(await actions.manage()).to.equal(ADDRESS);
        expect(opened.map(({ opener, address }) => [opener, address])).to.deep.equal([[null, ADDRESS]]);
        expect(notices).to.deep.equal([]);
    });

    it('is offered by a notice with a button if the browser blocks the tab', async () => {
        const { actions, opened, notices, answered } = scene(false, true);
        expect(await actions.buy('pro', 'month')).to.equal(undefined);
        await answered;
        expect(notices).to.have.length(1);
        expect(notices[0]?.[0]).to.contain('the browser blocked the tab');
        expect(opened.map(({ address }) => address)).to.deep.equal([ADDRESS]);
    });
});
