// SPDX-License-Identifier: MIT

import { CloudError, type AccountOverview, type Plan, type SessionChange, type TierPreview } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { accountOf } from '../../test/account-of';
import { PlanModel } from './plan-model';

const NEVER = new Promise<never>(() => undefined);

describe('the facts of the page about the plan', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const names = ['document', 'window'] as const;
    before(() => names.forEach(name => Object.defineProperty(globalThis, name, { value: page, configurable: true })));
    after(() => names.forEach(name => Reflect.deleteProperty(globalThis, name)));

    /** The model with a cloud and a gateway that answer as the test says. */
    function scene() {
        const licenses = new Emitter<void>();
        const answers = {
            account: async (): Promise<AccountOverview> => accountOf('pro'),
            plans: (async () => []) as (isBackground: boolean) => Promise<Plan[] | undefined>
        };
        let looks = 0;
        class StandIn extends PlanModel {
            protected override readonly patience = { look: 1, plans: 1 };
            protected override tiers() {
                return { list: async () => [], preview: async () => ({}) as TierPreview };
            }
            override init(): void {
                super.init();
            }
        }
        const model = Object.assign(new StandIn(), {
            session: { user: { id: 'ada' }, ready: Promise.resolve(), onDidChange: new Emitter<SessionChange>().event },
            source: {
                overview: () => {
                    looks++;
                    return answers.account();
                }
            },
            billing: { plans: (isBackground: boolean) => answers.plans(isBackground) },
            gate: { isDeclared: () => false },
            licenses: { onDidChange: licenses.event, invalidate: () => undefined }
        });
        model.init();
        const changed = () => new Promise<void>(resolve => model.onDidChange(() => resolve()));
        return { model, answers, licenses, changed, looks: () => looks };
    }

    it('are shown without what can be bought while the gateway hangs', async () => {
        const { model, answers } = scene();
        answers.plans = () => NEVER;
        await model.refresh();
        expect(model.isLoading).to.equal(false);
        expect(model.facts?.account.profile.tier).to.equal('pro');
        expect(model.facts?.plans).to.equal(undefined);
        expect(CloudError.is(model.facts?.plansError, 'SERVICE_UNAVAILABLE')).to.equal(true);
        answers.plans = async () => [{ tier: 'pro', prices: [] }];
        await model.refresh();
        expect(model.facts).to.have.deep.property('plans', [{ tier: 'pro', prices: [] }]);
        expect(model.facts?.plansError).to.equal(undefined);
    });

    it('call the gateway in the background when they look by themselves, and not when the user asks', async () => {
        const { model, answers, licenses, changed } = scene();
        const background: boolean[] = [];
        answers.plans = async isBackground => {
            background.push(isBackground);
            return undefined;
        };
        const held = model.hold();
        await model.refresh();
        const looked = changed();
        licenses.fire();
        await looked;
        held.dispose();
        expect(background).to.deep.equal([false, false, true]);
    });

    it('end in an error while the cloud hangs, after which the user can try again', async () => {
        const { model, answers } = scene();
        answers.account = () => NEVER;
        const looking = model.refresh();
        expect(model.isLoading).to.equal(true);
        await looking;
        expect(model.isLoading).to.equal(false);
        expect(CloudError.is(model.error, 'SERVICE_UNAVAILABLE')).to.equal(true);
        answers.account = async () => accountOf('free');
        await model.refresh();
        expect(model.error).to.equal(undefined);
        expect(model.facts?.account.profile.tier).to.equal('free');
    });

    for (const [what, fire] of [
        ['the license changes', ({ licenses }: ReturnType<typeof scene>) => licenses.fire()],
        ['the window gets the focus', () => page.dispatchEvent(new Event('focus'))],
        ['the window gets visible', () => page.dispatchEvent(new Event('visibilitychange'))]
    ] as const) {
        it(`are read again when ${what}, while somebody looks`, async () => {
            const it = scene();
            const held = it.model.hold();
            await it.model.refresh();
            it.answers.account = async () => accountOf('enterprise');
            const changed = it.changed();
            fire(it);
            expect(it.model.isLoading).to.equal(false);
            await changed;
            expect(it.model.facts?.account.profile.tier).to.equal('enterprise');
            held.dispose();
            const looks = it.looks();
            fire(it);
            await Promise.resolve();
            expect(it.looks()).to.equal(looks);
        });
    }
});
