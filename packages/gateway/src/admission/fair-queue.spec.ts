// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { FairQueue } from './fair-queue';
import type { Source } from './source';

describe('a fair queue', () => {
    let queue: FairQueue<string>;
    beforeEach(() => {
        queue = new FairQueue();
    });

    const from = (network: string, connection: object = {}): Source => ({ network, connection });

    function add(source: Source, name: string, count: number): void {
        for (let number = 1; number <= count; number++) {
            queue.add(source, `${name}${number}`);
        }
    }

    function takeAll(): string[] {
        const taken: string[] = [];
        for (let item = queue.take(); item !== undefined; item = queue.take()) {
            taken.push(item);
        }
        return taken;
    }

    it('keeps the order of one connection', () => {
        add(from('a'), 'a', 3);
        expect(takeAll()).to.deep.equal(['a1', 'a2', 'a3']);
        expect(queue.size).to.equal(0);
    });

    it('lets networks take turns, and in a network its connections', () => {
        add(from('a'), 'first', 3);
        add(from('a'), 'second', 2);
        add(from('b'), 'other', 2);
        expect(takeAll()).to.deep.equal(['first1', 'other1', 'second1', 'other2', 'first2', 'second2', 'first3']);
    });

    it('gives a new connection its turn after one of each other network, whatever waits', () => {
        for (let connection = 0; connection < 100; connection++) {
            add(from('a'), `a${connection}-`, 50);
        }
        queue.add(from('b'), 'new');
        queue.take();
        expect(queue.take()).to.equal('new');
    });

    it('removes items, and says whether they were there', () => {
        const source = from('a');
        add(source, 'a', 3);
        expect(queue.remove(source, 'a2')).to.equal(true);
        expect(queue.remove(source, 'a2')).to.equal(false);
        expect(queue.remove(from('a'), 'a1')).to.equal(false);
        expect(queue.remove(from('b'), 'a1')).to.equal(false);
        expect(queue.size).to.equal(2);
        expect(takeAll()).to.deep.equal(['a1', 'a3']);
        add(source, 'b', 1);
        expect(queue.remove(source, 'b1')).to.equal(true);
        expect(takeAll()).to.deep.equal([]);
    });

    it('names the last item of the heaviest connection in the heaviest network', () => {
        expect(queue.heaviest).to.equal(undefined);
        add(from('a'), 'many', 4);
        add(from('b'), 'two', 2);
        add(from('b'), 'three', 3);
        expect(queue.heaviest).to.equal('three3');
    });

    it('names the newest of equals', () => {
        add(from('a'), 'a', 1);
        add(from('a'), 'b', 1);
        add(from('a'), 'c', 1);
        expect(queue.heaviest).to.equal('c1');
    });
});
