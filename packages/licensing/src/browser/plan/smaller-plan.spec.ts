// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';
import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';

// Theia's function does not bring it back, and the sessions of later specs need its locks.
const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator') ?? {};
const disableJSDOM = enableJSDOM();

import { expect } from 'chai';
import { accountOf } from '../../test/account-of';
import { licenseOfAccount, type License } from '../../common/license';
import { LastPlans, smallerPlanSentence } from './smaller-plan';
import { SmallerPlanContribution } from './smaller-plan-contribution';

disableJSDOM();
Object.defineProperty(globalThis, 'navigator', navigator);

describe('the notice about a smaller plan', () => {
    const documents = (count: number) => ({
        count,
        items: Array.from({ length: Math.min(count, 100) }, (_, index) => ({
            id: String(index),
            name: `document ${index}.md`,
            folder: ''
        }))
    });

    it('names what became read-only, the first three of many', () => {
        expect(smallerPlanSentence('pro', 'free', documents(2))).to.equal(
            'Your plan is “free” now. Before, it was “pro”. You have more documents than it allows, so these are ' +
                'read-only (2): document 0\\.md, document 1\\.md. Nothing is deleted.'
        );
        expect(smallerPlanSentence('pro', 'free', documents(120))).to.contain(
            '(120): document 0\\.md, document 1\\.md, document 2\\.md, …. Nothing is deleted.'
        );
        expect(smallerPlanSentence('pro', 'free', documents(0))).to.equal(
            'Your plan is “free” now. Before, it was “pro”.'
        );
    });

    /** Goes through plans, each with those that it includes, in windows that share a browser. */
    async function noticesOf(...plans: readonly (readonly [string, readonly string[]])[]): Promise<string[]> {
        const notices: string[] = [];
        const stored = new Map<string, string>();
        const storage = {
            getItem: (key: string) => stored.get(key) ?? null,
            setItem: (key: string, value: string) => void stored.set(key, value)
        };
        const shown: string[] = [];
        // Two windows see each plan.
        for (const [tier, included] of plans.flatMap(plan => [plan, plan])) {
            const known: License = licenseOfAccount(accountOf(tier, {}, { included_tiers: [...included] }));
            const session: Pick<AuthSession, 'user' | 'onDidChange'> = {
                user: { id: 'ada', email: 'ada@example.org' },
                onDidChange: () => ({ dispose: () => undefined })
            };
            const contribution = Object.assign(new SmallerPlanContribution(), {
                licenses: { known, onDidChange: () => undefined },
                session,
                last: new LastPlans(storage),
                previews: { preview: async () => ({ over_limit_documents: documents(1) }) },
                messages: {
                    warn: async (text: string, _options: unknown, button: string) => {
                        notices.push(text.slice(0, 24));
                        return button;
                    }
                },
                plans: { showPlans: async () => shown.push(tier) }
            });
            await contribution.look();
        }
        expect(shown).to.have.length(notices.length);
        return notices;
    }

    it('comes once, in one window, and leads to the page about the plan', async () => {
        const [large, small] = [['pro', ['free', 'pro']] as const, ['free', ['free']] as const];
        expect(await noticesOf(large, small)).to.deep.equal(['Your plan is “free” now.']);
        expect(await noticesOf(small, large)).to.deep.equal([]);
        expect(await noticesOf(small, large, small)).to.deep.equal(['Your plan is “free” now.']);
        expect(await noticesOf(small)).to.deep.equal([]);
    });
});
