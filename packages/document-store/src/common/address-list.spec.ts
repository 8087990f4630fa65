// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readAddresses } from './address-list';

describe('a list of addresses', () => {
    it('has commas, semicolons, lines or spaces between addresses, and names around them', () => {
        for (const text of [
            'ada@example.org,grace@example.org',
            ' ada@example.org ; grace@example.org ',
            'ada@example.org\ngrace@example.org\n',
            'ada@example.org grace@example.org',
            'Ada Lovelace <ada@example.org>, Grace <grace@example.org>',
            'ADA@example.org, grace@example.org, ada@Example.org'
        ]) {
            expect(readAddresses(text), text).to.deep.equal({
                addresses: ['ada@example.org', 'grace@example.org'],
                rejected: []
            });
        }
    });

    it('has names in quotes with commas, semicolons and quotes in them', () => {
        for (const text of [
            '"Love, Ada" <ada@example.org>; Grace <grace@example.org>',
            'ada@example.org, "Hopper; Grace \\"Amazing, G.\\"" <grace@example.org>',
            '"Love, Ada" <ada@example.org>,"Hopper, Grace" <grace@example.org>'
        ]) {
            expect(readAddresses(text), text).to.deep.equal({
                addresses: ['ada@example.org', 'grace@example.org'],
                rejected: []
            });
        }
        expect(readAddresses('"Love, ada@example.org').addresses).to.deep.equal(['ada@example.org']);
    });

    it('says what is wrong with each address that is none, and keeps the others', () => {
        const { addresses, rejected } = readAddresses('ada@example.org, grace, @x');
        expect(addresses).to.deep.equal(['ada@example.org']);
        expect(rejected.map(({ text }) => text)).to.deep.equal(['grace', '@x']);
        expect(rejected[0]?.problem).to.equal('Enter a valid email address.');
    });

    it('is empty for white space', () => {
        expect(readAddresses(' ,; \n')).to.deep.equal({ addresses: [], rejected: [] });
    });
});
