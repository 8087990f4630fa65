// SPDX-License-Identifier: MIT

import { AuthSession, normalizedFolder, onDidChangeUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { isWithin } from './tree-path';

/**
 * Folders of the user's own tree that this window shows although no document is in them. The cloud has no empty folders,
 * so they go when the window closes.
 */
@injectable()
export class MadeFolders {
    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private readonly made = new Set<string>();
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        // They are the names of another user.
        onDidChangeUser(this.session, () => this.change(() => this.made.clear()));
    }

    /** The paths, in no order. */
    get paths(): Iterable<string> {
        return this.made;
    }

    /** Shows a folder, and so the folders above it. The top is always there. */
    add(path: string): void {
        if (path !== '') {
            this.change(() => this.made.add(normalizedFolder(path)));
        }
    }

    /** Stops showing the empty folders at a path and below it. */
    remove(path: string): void {
        this.change(() => this.below(path).forEach(made => this.made.delete(made)));
    }

    /** Renames and moves the empty folders at a path and below it. */
    move(from: string, to: string): void {
        this.change(() => {
            for (const path of this.below(from)) {
                this.made.delete(path);
                this.made.add(normalizedFolder(`${to}${path.slice(normalizedFolder(from).length)}`));
            }
        });
    }

    /** Whether an empty folder is at a path or below it. */
    has(path: string): boolean {
        return this.below(path).length > 0;
    }

    /** Returns the names of the folders directly in a folder. */
    in(path: string): Set<string> {
        const start = path === '' ? '' : `${normalizedFolder(path)}/`;
        const below = [...this.made].filter(made => made.startsWith(start));
        return new Set(below.map(made => made.slice(start.length).split('/')[0] ?? ''));
    }

    /** Returns the paths of the empty folders at a path and below it. */
    below(path: string): string[] {
        const top = normalizedFolder(path);
        return [...this.made].filter(made => top === '' || isWithin(made, top));
    }

    private change(work: () => unknown): void {
        const before = [...this.made].join('\n');
        work();
        if ([...this.made].join('\n') !== before) {
            this.didChange.fire();
        }
    }
}
