// SPDX-License-Identifier: MIT

import { Emitter } from '@theia/core/lib/common/event';

/** The text of a document in an editor. */
export class StubText {
    dirty = false;
    private readonly didChangeDirty = new Emitter<void>();
    readonly onDirtyChanged = this.didChangeDirty.event;
    readonly onWillDispose = new Emitter<void>().event;
    readonly didChangeReadOnly = new Emitter<void>();
    readonly onDidChangeReadOnly = this.didChangeReadOnly.event;

    constructor(
        readonly documentId: string,
        public uri: string
    ) {}

    setDirty(dirty: boolean): void {
        this.dirty = dirty;
        this.didChangeDirty.fire();
    }
}
