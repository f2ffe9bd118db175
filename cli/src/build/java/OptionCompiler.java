import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Interfaces;
import java.lang.classfile.Label;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles the picocli annotations of commands and mixins into the methods of {@code
 * CompiledOptions}. An annotation or element that it does not know fails the build, so that no
 * option is ever lost.
 */
class OptionCompiler {
  private static final ClassDesc OPTIONS = ClassDesc.of("io.privnet.cli.CompiledOptions");
  private static final ClassDesc SLOT = ClassDesc.of("io.privnet.cli.CompiledOptions$Slot");
  private static final ClassDesc SPEC = ClassDesc.of("picocli.CommandLine$Model$CommandSpec");
  private static final ClassDesc USAGE = ClassDesc.of("picocli.CommandLine$Model$UsageMessageSpec");
  private static final ClassDesc PREPROCESSOR =
      ClassDesc.of("picocli.CommandLine$IParameterPreprocessor");
  private static final ClassDesc STRINGS = ConstantDescs.CD_String.arrayType();
  private static final String PICOCLI = "Lpicocli/CommandLine$";

  private static final Set<String> COMMAND_ELEMENTS =
      Set.of("description", "footer", "preprocessor");
  private static final Set<String> ARG_ELEMENTS =
      Set.of("names", "paramLabel", "description", "arity", "split", "required");

  private record Member(FieldModel field, String kind, Map<String, AnnotationValue> elements) {
    String name() {
      return field.fieldName().stringValue();
    }

    ClassDesc type() {
      return field.fieldTypeSymbol();
    }

    boolean isArg() {
      return kind.equals("Option") || kind.equals("Parameters");
    }

    /** What a list holds, or null. */
    ClassDesc element() {
      return field
          .findAttribute(Attributes.signature())
          .map(s -> s.asTypeSignature())
          .filter(Signature.ClassTypeSig.class::isInstance)
          .map(s -> ((Signature.ClassTypeSig) s).typeArgs())
          .filter(args -> args.size() == 1)
          .map(args -> ((Signature.TypeArg.Bounded) args.getFirst()).boundType())
          .map(s -> ((Signature.ClassTypeSig) s).classDesc())
          .orElse(null);
    }

    String string(String element, String otherwise) {
      return elements.get(element) instanceof AnnotationValue.OfString s
          ? s.stringValue()
          : otherwise;
    }

    boolean isSet(String element) {
      return elements.get(element) instanceof AnnotationValue.OfBoolean b && b.booleanValue();
    }
  }

  private final ClassModel model;
  private final ClassDesc self;
  private final List<Member> members = new ArrayList<>();
  private final List<Member> args;
  private final Map<String, AnnotationValue> command;

  private OptionCompiler(ClassModel model) {
    this.model = model;
    this.self = model.thisClass().asSymbol();
    this.command =
        annotation(model.findAttribute(Attributes.runtimeVisibleAnnotations()), "Command")
            .map(a -> elements(a, COMMAND_ELEMENTS))
            .orElse(Map.of());
    for (FieldModel field : model.fields()) {
      for (Annotation a :
          field
              .findAttribute(Attributes.runtimeVisibleAnnotations())
              .map(r -> r.annotations())
              .orElse(List.of())) {
        String type = a.className().stringValue();
        if (type.startsWith(PICOCLI)) {
          String kind = type.substring(PICOCLI.length(), type.length() - 1);
          members.add(new Member(field, kind, elements(a, ARG_ELEMENTS)));
        }
      }
    }
    this.args = members.stream().filter(Member::isArg).toList();
  }

  /** The class with its annotations compiled, or as it is when it has none. */
  static byte[] compile(byte[] bytes) {
    ClassFile file = ClassFile.of();
    OptionCompiler compiler = new OptionCompiler(file.parse(bytes));
    if (compiler.command.isEmpty() && compiler.members.isEmpty()) {
      return bytes;
    }
    return file.transformClass(compiler.model, compiler.transform());
  }

  private static Optional<Annotation> annotation(
      Optional<java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute> all, String kind) {
    return all.stream()
        .flatMap(r -> r.annotations().stream())
        .filter(a -> a.className().stringValue().equals(PICOCLI + kind + ";"))
        .findAny();
  }

  private static Map<String, AnnotationValue> elements(Annotation annotation, Set<String> known) {
    Map<String, AnnotationValue> elements = new HashMap<>();
    for (AnnotationElement e : annotation.elements()) {
      if (!known.contains(e.name().stringValue())) {
        throw new IllegalStateException(
            "cannot compile " + annotation.className().stringValue() + "." + e.name());
      }
      elements.put(e.name().stringValue(), e.value());
    }
    return elements;
  }

  private ClassTransform transform() {
    int visible = ClassFile.ACC_PUBLIC | ClassFile.ACC_SYNTHETIC;
    return ClassTransform.dropping(e -> e instanceof Interfaces)
        .andThen(
            ClassTransform.endHandler(
                builder -> {
                  List<ClassDesc> interfaces = new ArrayList<>();
                  model.interfaces().forEach(i -> interfaces.add(i.asSymbol()));
                  interfaces.add(OPTIONS);
                  builder.withInterfaceSymbols(interfaces);
                  builder.withMethodBody(
                      "declare",
                      MethodTypeDesc.of(ConstantDescs.CD_void, SPEC),
                      visible,
                      this::declare);
                  builder.withMethodBody(
                      "slot",
                      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int),
                      visible,
                      this::get);
                  builder.withMethodBody(
                      "slot",
                      MethodTypeDesc.of(
                          ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_Object),
                      visible,
                      this::set);
                }));
  }

  private void declare(CodeBuilder code) {
    for (String text : List.of("description", "footer")) {
      if (command.get(text) != null) {
        code.aload(1).invokevirtual(SPEC, "usageMessage", MethodTypeDesc.of(USAGE));
        strings(code, command.get(text));
        code.invokevirtual(USAGE, text, MethodTypeDesc.of(USAGE, STRINGS)).pop();
      }
    }
    if (command.get("preprocessor") instanceof AnnotationValue.OfClass preprocessor) {
      code.aload(1);
      instance(code, preprocessor.classSymbol());
      code.invokevirtual(SPEC, "preprocessor", MethodTypeDesc.of(SPEC, PREPROCESSOR)).pop();
    }
    for (Member member : members) {
      switch (member.kind()) {
        case "Option", "Parameters" -> arg(code, member);
        case "Mixin" -> mixin(code, member);
        case "Spec" -> code.aload(0).aload(1).putfield(self, member.name(), member.type());
        default -> throw new IllegalStateException("cannot compile @" + member.kind());
      }
    }
    code.return_();
  }

  private void arg(CodeBuilder code, Member member) {
    code.aload(1);
    code.new_(SLOT).dup().aload(0).loadConstant(args.indexOf(member));
    code.invokespecial(
        SLOT,
        ConstantDescs.INIT_NAME,
        MethodTypeDesc.of(ConstantDescs.CD_void, OPTIONS, ConstantDescs.CD_int));
    type(code, member.type());
    ClassDesc element = member.element();
    code.loadConstant(element == null ? 0 : 1).anewarray(ConstantDescs.CD_Class);
    if (element != null) {
      code.dup().loadConstant(0).ldc(element).aastore();
    }
    List<ClassDesc> parameters =
        new ArrayList<>(
            List.of(SPEC, SLOT, ConstantDescs.CD_Class, ConstantDescs.CD_Class.arrayType()));
    boolean option = member.kind().equals("Option");
    if (option) {
      strings(code, member.elements().get("names"));
      parameters.add(STRINGS);
    }
    code.ldc(member.string("paramLabel", "PARAM"));
    strings(code, member.elements().get("description"));
    String arity = member.string("arity", null);
    if (arity == null) {
      code.aconst_null();
    } else {
      code.ldc(arity);
    }
    code.ldc(member.string("split", ""));
    parameters.addAll(
        List.of(
            ConstantDescs.CD_String, STRINGS, ConstantDescs.CD_String, ConstantDescs.CD_String));
    if (option) {
      code.loadConstant(member.isSet("required") ? 1 : 0);
      parameters.add(ConstantDescs.CD_boolean);
    }
    code.invokestatic(
        OPTIONS,
        option ? "option" : "parameter",
        MethodTypeDesc.of(ConstantDescs.CD_void, parameters),
        true);
  }

  private void mixin(CodeBuilder code, Member member) {
    Label made = code.newLabel();
    code.aload(0).getfield(self, member.name(), member.type()).ifnonnull(made);
    code.aload(0);
    instance(code, member.type());
    code.putfield(self, member.name(), member.type());
    code.labelBinding(made);
    code.aload(0)
        .getfield(self, member.name(), member.type())
        .checkcast(OPTIONS)
        .aload(1)
        .invokeinterface(OPTIONS, "declare", MethodTypeDesc.of(ConstantDescs.CD_void, SPEC));
  }

  private void get(CodeBuilder code) {
    for (int i = 0; i < args.size(); i++) {
      Member member = args.get(i);
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpne(next);
      code.aload(0).getfield(self, member.name(), member.type());
      if (member.type().isPrimitive()) {
        ClassDesc box = box(member.type());
        code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, member.type()));
      }
      code.areturn().labelBinding(next);
    }
    code.aconst_null().areturn();
  }

  private void set(CodeBuilder code) {
    for (int i = 0; i < args.size(); i++) {
      Member member = args.get(i);
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpne(next);
      code.aload(0).aload(2);
      if (member.type().isPrimitive()) {
        code.checkcast(box(member.type()))
            .invokevirtual(
                box(member.type()),
                member.type().displayName() + "Value",
                MethodTypeDesc.of(member.type()));
      } else {
        code.checkcast(member.type());
      }
      code.putfield(self, member.name(), member.type()).labelBinding(next);
    }
    code.return_();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case DOUBLE -> ConstantDescs.CD_Double;
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      default -> throw new IllegalStateException("cannot compile a field of " + primitive);
    };
  }

  private static void type(CodeBuilder code, ClassDesc type) {
    if (type.isPrimitive()) {
      code.getstatic(box(type), "TYPE", ConstantDescs.CD_Class);
    } else {
      code.ldc(type);
    }
  }

  private static void instance(CodeBuilder code, ClassDesc type) {
    code.new_(type)
        .dup()
        .invokespecial(type, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void));
  }

  private static void strings(CodeBuilder code, AnnotationValue value) {
    List<AnnotationValue> texts =
        value instanceof AnnotationValue.OfArray array ? array.values() : List.of(value);
    code.loadConstant(texts.size()).anewarray(ConstantDescs.CD_String);
    for (int i = 0; i < texts.size(); i++) {
      code.dup().loadConstant(i);
      code.ldc(((AnnotationValue.OfString) texts.get(i)).stringValue()).aastore();
    }
  }
}
