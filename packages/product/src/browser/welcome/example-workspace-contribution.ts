// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser';
import { CommandContribution, CommandRegistry, Emitter } from '@theia/core/lib/common';
import { ApplicationServer } from '@theia/core/lib/common/application-protocol';
import { FileUri } from '@theia/core/lib/common/file-uri';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { WorkspaceService } from '@theia/workspace/lib/browser';
import { localizedCommand } from '../localized-command';
import { MarkdownPreviewOpenHandler } from '../markdown-preview/markdown-preview-open-handler';

const OPEN_EXAMPLE_WORKSPACE = localizedCommand(
    'sanyam.openExampleWorkspace',
    'Help',
    'sanyam/welcome/example',
    'Open Example Workspace'
);

const GET_STARTED = localizedCommand('sanyam.getStarted', 'Help', 'sanyam/welcome/tutorial', 'Get Started');

/** The tutorial at the root of the example workspace. */
const TUTORIAL = 'welcome.md';

/** Offers the example workspace that ships with the application, or its tutorial while the workspace or a copy is open. */
@injectable()
export class ExampleWorkspaceContribution implements CommandContribution, FrontendApplicationContribution {
    @inject(ApplicationServer)
    protected readonly application: ApplicationServer;

    @inject(FileService)
    protected readonly files: FileService;

    @inject(MarkdownPreviewOpenHandler)
    protected readonly previews: MarkdownPreviewOpenHandler;

    @inject(WorkspaceService)
    protected readonly workspaces: WorkspaceService;

    protected example: URI | undefined;
    protected tutorial: URI | undefined;
    protected readonly onDidChangeEmitter = new Emitter<void>();

    async onStart(): Promise<void> {
        this.workspaces.onWorkspaceChanged(() => this.find().catch(console.error));
        await this.find();
    }

    registerCommands(commands: CommandRegistry): void {
        const onDidChangeEnabled = this.onDidChangeEmitter.event;
        const isElsewhere = () => this.example !== undefined && this.tutorial === undefined;
        commands.registerCommand(OPEN_EXAMPLE_WORKSPACE, {
            onDidChangeEnabled,
            isEnabled: isElsewhere,
            isVisible: isElsewhere,
            execute: () => this.example && this.workspaces.open(this.example, { preserveWindow: true })
        });
        commands.registerCommand(GET_STARTED, {
            onDidChangeEnabled,
            isEnabled: () => this.tutorial !== undefined,
            isVisible: () => this.tutorial !== undefined,
            execute: () => this.tutorial && this.previews.open(this.tutorial)
        });
    }

    protected async find(): Promise<void> {
        const example = FileUri.create(await this.application.getApplicationRoot()).resolve('workspace');
        this.example = (await this.files.exists(example)) ? example : undefined;
        const candidates = this.workspaces.tryGetRoots().map(root => root.resource.resolve(TUTORIAL));
        const found = await Promise.all(candidates.map(async uri => ((await this.files.exists(uri)) ? [uri] : [])));
        this.tutorial = found.flat()[0];
        this.onDidChangeEmitter.fire();
    }
}
