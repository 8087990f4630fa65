// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { BodyBlocks } from './body-blocks';

const KB = 1024;

describe('the blocks of a body', () => {
    let held: number;
    let most: number;
    beforeEach(() => {
        held = most = 0;
    });
    const room = {
        hold: (bytes: number) => {
            held += bytes;
            most = Math.max(most, held);
        },
        release: (bytes: number) => void (held -= bytes)
    };

    /** Returns bytes that differ from place to place. */
    const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 7) % 251));

    it('return the bytes that arrived, in parts of any size', () => {
        for (const length of [0, 1, 16 * KB, 16 * KB + 1, 700 * KB]) {
            for (const part of [1 + length / 3, 64 * KB, length + 1].map(Math.floor)) {
                for (const announced of [length, Infinity]) {
                    const whole = bytes(length);
                    const blocks = new BodyBlocks(announced, room);
                    for (let start = 0; start < length; start += part) {
                        blocks.add(whole.subarray(start, start + part));
                    }
                    const isWhole = blocks.read(read => read.equals(whole));
                    expect(isWhole, `${length} in parts of ${part}`).to.equal(true);
                    expect(held).to.equal(0);
                }
            }
        }
    });

    it('take the bytes of a body whose length is known, once', () => {
        const blocks = new BodyBlocks(700 * KB, room);
        blocks.add(bytes(300 * KB));
        blocks.add(bytes(400 * KB));
        expect(held).to.equal(700 * KB);
        blocks.read(() => undefined);
        expect([held, most]).to.deep.equal([0, 700 * KB]);
    });

    it('take at most twice what has arrived, when a client announces much and sends little', () => {
        const blocks = new BodyBlocks(24_000 * KB, room);
        for (let arrived = 1; arrived <= 200 * KB; arrived += KB) {
            blocks.add(bytes(KB));
            expect(held).to.be.at.most(Math.max(16 * KB, 2 * (arrived + KB)));
        }
        blocks.clear();
        expect(held).to.equal(0);
    });

    it('give their memory back at once, and leave the parts that arrived alone', () => {
        for (const length of [KB, 16 * KB, 700 * KB]) {
            const part = bytes(length);
            const blocks = new BodyBlocks(Infinity, room);
            blocks.add(part);
            const whole = blocks.read(read => read);
            expect([whole.byteLength, whole.buffer.byteLength]).to.deep.equal([0, 0]);
            expect(part.equals(bytes(length))).to.equal(true);
        }
        const broken = new BodyBlocks(Infinity, room);
        broken.add(bytes(KB));
        let seen: Buffer | undefined;
        expect(() =>
            broken.read(read => {
                seen = read;
                throw new Error('not UTF-8');
            })
        ).to.throw('not UTF-8');
        expect([seen?.byteLength, held]).to.deep.equal([0, 0]);
    });

    it('do not grow without room', () => {
        const refuse = {
            ...room,
            hold: () => {
                throw new Error('no room');
            }
        };
        expect(() => new BodyBlocks(Infinity, refuse).add(bytes(1))).to.throw('no room');
    });
});
