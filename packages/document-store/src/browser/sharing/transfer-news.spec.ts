// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudDocument, OwnershipOffer } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import type { NoticeOptions } from '../closable-notifications';
import { listedDocument } from '../test/listed-document';
import { TransferNews } from './transfer-news';

disableBrowserGlobals();

describe('news of transfers', () => {
    const offer = (document_id: string): OwnershipOffer => ({
        document_id,
        name: `${document_id}.md`,
        owner_email: 'ada@example.org',
        offered_at: '2026-11-27T08:00:00.000000Z',
        expires_at: '2026-12-04T08:00:00.000000Z'
    });

    function world(answer: string, stored = new Map<string, unknown>()) {
        const given = new Emitter<CloudDocument>();
        const shown: string[] = [];
        const done: string[] = [];
        let present: OwnershipOffer[] = [];
        const news = Object.assign(new TransferNews(), {
            store: { ownership: { listOffers: async () => present } },
            service: { onDidGiveAway: given.event },
            offers: {
                accept: async ({ document_id }: OwnershipOffer) => void done.push(`accepted ${document_id}`),
                decline: async ({ document_id }: OwnershipOffer) => void done.push(`declined ${document_id}`)
            },
            storage: {
                getData: async (key: string, byDefault: unknown) => stored.get(key) ?? byDefault,
                setData: async (key: string, value: unknown) => void stored.set(key, value)
            },
            messages: {
                info: async (text: string, options?: NoticeOptions) => {
                    options?.until?.addEventListener('abort', () => done.push('closed'));
                    shown.push(text.slice(0, text.indexOf('.md')));
                    return answer;
                }
            }
        });
        const check = async (...offers: OwnershipOffer[]): Promise<void> => {
            present = offers;
            await news.check();
            await new Promise(resolve => setImmediate(resolve));
        };
        return { news, given, shown, done, check };
    }

    it('show an offer once, which can be accepted or declined at once', async () => {
        const accepting = world('Accept');
        await accepting.check(offer('a'));
        await accepting.check(offer('a'));
        await accepting.check(offer('a'), offer('b'));
        expect(accepting.shown).to.have.length(2);
        expect(accepting.shown[0]).to.contain('wants to transfer “a');
        expect(accepting.done).to.deep.equal(['accepted a', 'accepted b']);
        const declining = world('Decline');
        await declining.check(offer('a'));
        expect(declining.done).to.deep.equal(['declined a']);
    });

    it('show an offer once, also after a reload', async () => {
        const stored = new Map<string, unknown>();
        await world('', stored).check(offer('a'));
        const reloaded = world('', stored);
        await reloaded.check(offer('a'));
        expect(reloaded.shown).to.deep.equal([]);
        await reloaded.check(offer('a'), offer('b'));
        expect(reloaded.shown).to.have.length(1);
    });

    it('close the notice of an offer that has an answer elsewhere, and show it again when it is made again', async () => {
        const { check, shown, done } = world('');
        await check(offer('a'));
        await check();
        expect(done).to.deep.equal(['closed']);
        await check(offer('a'));
        expect(shown).to.have.length(2);
    });

    it('tell the giver that somebody has accepted', async () => {
        const { news, given, shown } = world('');
        news.onStart();
        given.fire({ ...listedDocument('gift.md'), owner_email: 'bob@example.org' });
        await new Promise(resolve => setImmediate(resolve));
        expect(shown).to.have.length(1);
        expect(shown[0]).to.match(/^bob.* has accepted “gift/);
    });
});
