// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { DECLINED_FOR, DeclinedOffers } from './declined-offers';

/** Returns the offers of a browser whose clock and storage the test controls. */
function browser() {
    const stored = new Map<string, string>();
    const clock = { time: 1000 };
    const storage = {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value)
    };
    return { stored, clock, offers: new DeclinedOffers(storage, () => clock.time) };
}

describe('an offer that was declined', () => {
    it('comes again after a week, for the same user and need only', () => {
        const { clock, offers } = browser();
        expect(offers.isDeclined('ada', 'max_documents')).to.equal(false);
        offers.decline('ada', 'max_documents');
        clock.time += DECLINED_FOR - 1;
        expect(offers.isDeclined('ada', 'max_documents')).to.equal(true);
        expect(offers.isDeclined('ada', 'api_keys')).to.equal(false);
        expect(offers.isDeclined('bob', 'max_documents')).to.equal(false);
        clock.time += 1;
        expect(offers.isDeclined('ada', 'max_documents')).to.equal(false);
    });

    it('takes no room when its week is over', () => {
        const { stored, clock, offers } = browser();
        offers.decline('ada', 'max_documents');
        clock.time += DECLINED_FOR;
        offers.decline('ada', 'api_keys');
        expect([...stored.values()].join())
            .to.include('api_keys')
            .and.not.include('max_documents');
    });

    it('does no harm in a storage that is damaged or refuses', () => {
        const { stored, offers } = browser();
        stored.set('sanyam.declinedOffers', '{');
        expect(offers.isDeclined('ada', 'api_keys')).to.equal(false);
        const refusing = new DeclinedOffers({
            getItem: () => {
                throw new Error('denied');
            },
            setItem: () => {
                throw new Error('full');
            }
        });
        refusing.decline('ada', 'api_keys');
        expect(refusing.isDeclined('ada', 'api_keys')).to.equal(false);
    });
});
