// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { asciiAddress, emailAddressProblem, emailAddressSchema, isSameAddress } from './email-address';

describe('an email address', () => {
    it('has its domain in ASCII', () => {
        for (const [address, ascii] of [
            ['x@bücher.example', 'x@xn--bcher-kva.example'],
            ['x@BU\u0308CHER.Example', 'x@xn--bcher-kva.example'],
            ['zoé@straße.example', 'zoé@xn--strae-oqa.example'],
            ['x@例え。テスト', 'x@xn--r8jz45g.xn--zckzah'],
            ['x@पता.example', 'x@xn--h2bl5d.example'],
            ['x@xn--bcher-kva.example', 'x@xn--bcher-kva.example'],
            ['Zoé@Example.com', 'Zoé@Example.com'],
            ['nobody', 'nobody'],
            ['büro', 'büro']
        ] as const) {
            expect(asciiAddress(address), address).to.equal(ascii);
            expect(asciiAddress(ascii), ascii).to.equal(ascii);
        }
        expect(emailAddressSchema.parse(' x@bücher.example ')).to.equal('x@xn--bcher-kva.example');
    });

    it('is refused when its domain has no form in ASCII', () => {
        for (const domain of [
            ...['bü/cher.example', 'bücher.example/x', 'bü?x', 'bü#x', 'bü%41', 'bücher.example:80', 'bü@cher.example'],
            ...['bücher.example.', 'bücher。', 'bü..example', '.bücher.example', '℀.example', 'xn--a.bü'],
            ...['exa\u200Bmple.com', 'exa\u00ADmple.com', 'exa\u202Emple.com', 'bü\tcher.example']
        ]) {
            expect(emailAddressProblem(`x@${domain}`), JSON.stringify(domain)).to.equal('Enter a valid email address.');
            expect(emailAddressSchema.safeParse(`x@${domain}`).success).to.equal(false);
        }
    });

    it('is refused when nobody can sign up with its domain', () => {
        for (const domain of [
            ...[
                'xn--.example',
                '-a.example',
                'a-.example',
                'a_b.example',
                '%c3%bc.example',
                'ü_b.example',
                'a b.example'
            ],
            ...[
                `${'a'.repeat(64)}.example`,
                `${'ü'.repeat(60)}.example`,
                '２１３０７０６４３３',
                '0x7f。1',
                '１２７.１',
                'a..b'
            ]
        ]) {
            expect(emailAddressProblem(`x@${domain}`), domain).to.equal('Enter a valid email address.');
        }
        for (const domain of ['a', 'a-b.c--d.e1', '1a.2', `${'a'.repeat(63)}.example`, 'XN--BCHER-KVA.example']) {
            expect(emailAddressProblem(`x@${domain}`), domain).to.equal(undefined);
        }
    });

    it('is refused when nobody can sign up with its local part', () => {
        for (const local of ['café', 'cafe\u0301', 'ſ', 'a b', 'a"b', 'a(b', '']) {
            expect(emailAddressProblem(`${local}@example.com`), local).to.equal('Enter a valid email address.');
        }
        for (const local of ["!#$%&'*+/=?^_`{|}~-.", '.a.', 'A1']) {
            expect(emailAddressProblem(`${local}@example.com`), local).to.equal(undefined);
        }
    });

    it('is measured in the form that is stored', () => {
        const label = 'ü'.repeat(49);
        const address = `x@${Array(5).fill(label).join('.')}`;
        expect(address.length).to.be.below(254);
        expect(asciiAddress(address).length).to.be.above(254);
        expect(emailAddressProblem(address)).to.match(/at most 254 characters/);
    });

    it('is the same in both forms of its domain, in NFC and NFD, and in every case', () => {
        for (const other of ['x@xn--bcher-kva.example', 'X@BÜCHER.example', 'x@bu\u0308cher.example']) {
            expect(isSameAddress('x@bücher.example', other), other).to.equal(true);
        }
        expect(isSameAddress('zoé@a.example', 'zoe\u0301@a.example')).to.equal(true);
        expect(isSameAddress('x@bücher.example', 'x@bucher.example')).to.equal(false);
        expect(isSameAddress('x@bücher.example', 'y@bücher.example')).to.equal(false);
    });
});
