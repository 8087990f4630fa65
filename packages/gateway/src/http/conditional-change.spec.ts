// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { type ChangeConditions, changeUnder, conditionsOf, refuseConditions } from './conditional-change';

const conflict = (current: number) =>
    new CloudError('OPTIMISTIC_LOCK_CONFLICT', 'conflict', {
        current_version: current,
        your_version: 0,
        updated_at: '',
        updated_by: null
    });

/** Changes a document with this version. Returns the versions that were tried, and the outcome. */
async function change(
    { ifMatch, ifNoneMatch }: Partial<ChangeConditions>,
    currentOf: (attempt: number) => number
): Promise<{ tried: (number | undefined)[]; outcome: string }> {
    const tried: (number | undefined)[] = [];
    const outcome = await changeUnder({ ifMatch, ifNoneMatch }, base => {
        const current = currentOf(tried.push(base));
        return base === undefined || base === current ? Promise.resolve('done') : Promise.reject(conflict(current));
    }).catch((error: unknown) => (CloudError.is(error) ? error.code : String(error)));
    return { tried, outcome };
}

describe('a change under conditions', () => {
    it('needs one attempt without a condition, and with *', async () => {
        for (const ifMatch of [undefined, 'any'] as const) {
            expect(await change({ ifMatch }, () => 7)).to.deep.equal({ tried: [undefined], outcome: 'done' });
        }
        expect(await change({ ifNoneMatch: [] }, () => 7)).to.deep.equal({ tried: [undefined], outcome: 'done' });
    });

    it('succeeds when one version of If-Match is current [FR-025]', async () => {
        expect(await change({ ifMatch: [9, 7, 5] }, () => 5)).to.deep.equal({ tried: [9, 5], outcome: 'done' });
    });

    it('is a conflict when no version of If-Match is current [FR-026]', async () => {
        const { outcome } = await change({ ifMatch: [9, 7], ifNoneMatch: [8] }, () => 8);
        expect(outcome).to.equal('OPTIMISTIC_LOCK_CONFLICT');
    });

    it('ends even if the server reports the same version twice', async () => {
        const failure: unknown = await changeUnder({ ifMatch: [9, 7], ifNoneMatch: undefined }, () =>
            Promise.reject(conflict(7))
        ).catch((error: unknown) => error);
        expect(CloudError.is(failure, 'OPTIMISTIC_LOCK_CONFLICT')).to.equal(true);
    });

    it('fails when If-None-Match names the current version, before it changes anything', async () => {
        for (const ifNoneMatch of ['any', [7], [6, 7]] as const) {
            expect(await change({ ifNoneMatch }, () => 7)).to.deep.equal({
                tried: [0],
                outcome: 'PRECONDITION_FAILED'
            });
        }
    });

    it('changes exactly the version that If-None-Match allows', async () => {
        expect(await change({ ifNoneMatch: [6] }, () => 7)).to.deep.equal({ tried: [0, 7], outcome: 'done' });
        const saved = await change({ ifNoneMatch: [6] }, attempt => (attempt === 1 ? 4 : 6));
        expect(saved).to.deep.equal({ tried: [0, 4], outcome: 'PRECONDITION_FAILED' });
    });

    it('meets both conditions', async () => {
        const conditions = { ifMatch: [9, 7] as const, ifNoneMatch: [9] };
        expect(await change(conditions, () => 7)).to.deep.equal({ tried: [7], outcome: 'done' });
        expect((await change(conditions, () => 9)).outcome).to.equal('PRECONDITION_FAILED');
        expect((await change(conditions, () => 8)).outcome).to.equal('OPTIMISTIC_LOCK_CONFLICT');
        expect(await change({ ifMatch: [9], ifNoneMatch: 'any' }, () => 9)).to.deep.equal({
            tried: [],
            outcome: 'PRECONDITION_FAILED'
        });
    });

    it('gives up when somebody else saves each time', async () => {
        const { tried, outcome } = await change({ ifNoneMatch: [1] }, attempt => attempt + 1);
        expect([tried.length, outcome]).to.deep.equal([5, 'OPTIMISTIC_LOCK_CONFLICT']);
    });
});

describe('a time as the condition of a change', () => {
    const time = 'Sat, 29 Oct 1994 19:43:31 GMT';

    it('is refused, because a document has no time to compare with', () => {
        for (const read of [conditionsOf, refuseConditions]) {
            expect(() => read({ 'If-Unmodified-Since': time }))
                .to.throw(CloudError, /Send If-Match/)
                .with.property('code', 'PRECONDITION_FAILED');
        }
    });

    it('does not count beside If-Match', () => {
        const headers = { 'If-Match': '*', 'If-Unmodified-Since': time };
        expect(conditionsOf(headers)).to.deep.equal({ ifMatch: 'any', ifNoneMatch: undefined });
        expect(() => refuseConditions(headers)).not.to.throw();
    });
});

describe('a condition where nothing has an entity tag', () => {
    const refused = [{ 'If-Match': '"7"' }, { 'If-Match': '' }, { 'If-None-Match': ' * ' }];
    for (const headers of refused) {
        it(`fails as ${JSON.stringify(headers)}`, () =>
            expect(() => refuseConditions(headers))
                .to.throw(CloudError)
                .with.property('code', 'PRECONDITION_FAILED'));
    }

    it('is met as If-Match: *, and as a tag in If-None-Match', () => {
        for (const headers of [{}, { 'If-Match': '*' }, { 'If-None-Match': '"7"' }]) {
            expect(() => refuseConditions(headers)).not.to.throw();
        }
    });
});
